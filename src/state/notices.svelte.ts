/** Short messages that belong to no place on the page. News goes away by itself; what asks something stays. */

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: 'news' | 'problem';
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

const NEWS_MS = 8_000;

export class Notices {
  #list = $state.raw<readonly Notice[]>([]);
  #next = 1;

  get list(): readonly Notice[] {
    return this.#list;
  }

  say(text: string): void {
    const id = this.#add(text, 'news', null);
    setTimeout(() => this.dismiss(id), NEWS_MS);
  }

  warn(text: string): void {
    if (this.#list.some((notice) => notice.text === text)) return;
    this.#add(text, 'problem', null);
  }

  /** Returns how to take the question back. */
  ask(text: string, label: string, run: () => void): () => void {
    const id = this.#add(text, 'news', {
      label,
      run: () => {
        this.dismiss(id);
        run();
      },
    });
    return () => this.dismiss(id);
  }

  dismiss(id: number): void {
    this.#list = this.#list.filter((notice) => notice.id !== id);
  }

  #add(text: string, tone: Notice['tone'], action: Notice['action']): number {
    const id = this.#next++;
    this.#list = [...this.#list, { id, text, tone, action }];
    return id;
  }
}
