/**
 * Keeps what is shared with the app until a page has read it: in memory, and in a cache, which outlives the service
 * worker. Where the browser has no room for it, memory has to do.
 */
import { SHARE_FIELDS, type SharedItem } from '../shared/sharing.ts';

const CACHE = 'unroll-shared';
/** The entry that is written last: without it a share did not come in whole. */
const LABEL = 'label';

interface Label {
  readonly title: string;
  readonly text: string;
  readonly url: string;
  readonly files: readonly { readonly name: string; readonly type: string; readonly lastModified: number }[];
}

export class ShareTarget {
  readonly #caches: Pick<CacheStorage, 'open' | 'delete'>;
  /** Addresses in the cache have to be whole; these belong to no file. */
  readonly #base: string;
  readonly #newId: () => string;
  /** What could not be kept anywhere else, in the order it came. */
  #unkept: readonly SharedItem[] = [];

  constructor(caches: Pick<CacheStorage, 'open' | 'delete'>, base: string, newId: () => string) {
    this.#caches = caches;
    this.#base = base;
    this.#newId = newId;
  }

  /** Takes in a form that the browser posted. Never loses it for want of room. @throws TypeError when it is no form */
  async receive(request: Request): Promise<void> {
    const form = await request.formData();
    const field = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    const files = form.getAll(SHARE_FIELDS.files).filter((value) => typeof value !== 'string');
    const item: SharedItem = {
      title: field(SHARE_FIELDS.title),
      text: field(SHARE_FIELDS.text),
      url: field(SHARE_FIELDS.url),
      // A form without a file posts an empty one without a name.
      files: files.filter((file) => file.size > 0 || file.name !== ''),
    };
    try {
      await this.#keep(item);
    } catch {
      this.#unkept = [...this.#unkept, item];
    }
  }

  /** All that waits, in the order it came. */
  async waiting(): Promise<readonly SharedItem[]> {
    return [...(await this.#kept().catch(() => [])), ...this.#unkept];
  }

  /** Forgets what waited. */
  async drop(): Promise<void> {
    this.#unkept = [];
    await this.#caches.delete(CACHE);
  }

  async #keep({ files, ...fields }: SharedItem): Promise<void> {
    const cache = await this.#caches.open(CACHE);
    const id = this.#newId();
    const label: Label = {
      ...fields,
      files: files.map(({ name, type, lastModified }) => ({ name, type, lastModified })),
    };
    const written: string[] = [];
    const put = async (name: string, body: BodyInit): Promise<void> => {
      const address = this.#address(id, name);
      written.push(address);
      await cache.put(address, new Response(body));
    };
    try {
      for (const [at, file] of files.entries()) await put(String(at), file);
      await put(LABEL, JSON.stringify(label));
    } catch (error) {
      for (const address of written) await cache.delete(address);
      throw error;
    }
  }

  async #kept(): Promise<readonly SharedItem[]> {
    const cache = await this.#caches.open(CACHE);
    const items: SharedItem[] = [];
    for (const { url } of await cache.keys()) {
      if (!url.endsWith(`/${LABEL}`)) continue;
      const label = (await (await cache.match(url))?.json()) as Label;
      const files: File[] = [];
      for (const [at, { name, ...properties }] of label.files.entries()) {
        const body = await (await cache.match(new URL(String(at), url).href))?.blob();
        if (body !== undefined) files.push(new File([body], name, properties));
      }
      items.push({ title: label.title, text: label.text, url: label.url, files });
    }
    return items;
  }

  #address(id: string, name: string): string {
    return new URL(`shared/${id}/${name}`, this.#base).href;
  }
}
