import { expect } from 'chai';
import { HomeFeed, type LastRun } from '../../src/app/home-feed.ts';
import { Store } from '../../src/store/store.ts';
import { storageUse } from '../../src/store/storage.ts';

const name = 'home-feed-test';

function feedOf(store: Store): { feed: HomeFeed; seen: LastRun[] } {
  const feed = new HomeFeed({
    lastRun: async () => (await store.runs.list())[0],
    storageUse,
  });
  const seen: LastRun[] = [];
  feed.lastRun$.subscribe((last) => seen.push(last));
  return { feed, seen };
}

describe('HomeFeed', () => {
  afterEach(() => new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve)));

  it('says that there is no run in a fresh store', async () => {
    const store = new Store({ name });
    const { feed, seen } = feedOf(store);
    await feed.refresh();
    expect(seen).to.deep.equal([{ status: 'reading' }, { status: 'none' }]);
    await store.close();
  });

  it('tells the browser’s own account of its storage', async () => {
    const store = new Store({ name });
    const { feed } = feedOf(store);
    let left: number | undefined;
    feed.storage$.subscribe((storage) => (left = storage?.left));
    await feed.refresh();
    expect(left).to.be.greaterThan(0);
    await store.close();
  });

  it('shows a store that cannot be read instead of throwing', async () => {
    // A database of a later version than this app knows, as another tab may have left it.
    const later = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 999);
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error ?? new Error('open failed')));
    });
    later.close();
    const store = new Store({ name });
    const { feed, seen } = feedOf(store);
    await feed.refresh();
    expect(seen.at(-1)?.status).to.equal('failed');
    await store.close();
  });
});
