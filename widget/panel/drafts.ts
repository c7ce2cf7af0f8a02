// Keeps what is typed while the page lives: fields are the browser's own, read when a view goes away or a form is sent.

export class Drafts {
  #values: Record<string, string> = {};

  /** Takes over all fields of `root`; an unticked box is an empty text. */
  read(root: ParentNode): void {
    for (const field of root.querySelectorAll<HTMLInputElement>('input,textarea,select')) {
      if (field.type === 'radio' && !field.checked) continue;
      this.#values[field.name] = field.type === 'checkbox' && !field.checked ? '' : field.value;
    }
  }

  get(name: string): string {
    return this.#values[name] ?? '';
  }

  /** Puts texts and numbers of a refused body back; nested contact fields by their own names. */
  fill(body: Record<string, unknown>): void {
    for (const [name, value] of Object.entries(body)) {
      if (value && typeof value === 'object') this.fill(value as Record<string, unknown>);
      else this.#values[name] = String(value);
    }
  }

  clear(...names: string[]): void {
    for (const name of names) delete this.#values[name];
  }
}
