/** How long a piece of work may hold up messages and whatever trains. Milliseconds. */
const SLICE = 8;

/** Finishes work that stops now and then, with room for messages in between: a message channel, as timers wait longer. */
export async function inSlices<T>(work: Generator<void, T>): Promise<T> {
  const { port1, port2 } = new MessageChannel();
  try {
    for (;;) {
      const until = performance.now() + SLICE;
      do {
        const { done, value } = work.next();
        if (done === true) return value;
      } while (performance.now() < until);
      await new Promise((resolve) => {
        port1.addEventListener('message', resolve, { once: true });
        port1.start();
        port2.postMessage(null);
      });
    }
  } finally {
    port1.close();
  }
}
