/** Another screen was asked for meanwhile: what was loaded is for nobody. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

/** Of screens that take time to load only the one asked for last comes. */
export class Visits {
  private latest = 0;

  /** A visit that has nothing to load: none before it comes any more. */
  begin(): number {
    return ++this.latest;
  }

  /** What was loaded, or why it could not be; rejects with OvertakenError once there has been a later visit. */
  async load<T>(loading: Promise<T>): Promise<T> {
    const visit = this.begin();
    const [loaded] = await Promise.allSettled([loading]);
    if (visit !== this.latest) throw new OvertakenError();
    if (loaded.status === 'rejected') throw loaded.reason;
    return loaded.value;
  }
}
