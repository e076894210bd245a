import { austen } from '../datasets/austen.ts';
import { loadShippedText } from '../datasets/dataset.ts';
import { tang } from '../datasets/tang.ts';
import type { DataReference } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { StoreError } from '../store/store-error.ts';

/** The text behind a reference. Rejects with DatasetError or StoreError. */
export async function loadText(data: DataReference, { texts }: Pick<Store, 'texts'>): Promise<string> {
  switch (data.kind) {
    case 'austen':
      return loadShippedText(austen);
    case 'tang':
      return loadShippedText(tang);
    case 'own': {
      const record = await texts.get(data.text);
      if (record === undefined) throw new StoreError('missing', `text ${data.text}: expected it, got nothing`);
      return record.text;
    }
    default:
      return data satisfies never;
  }
}
