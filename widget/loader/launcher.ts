// The launcher: an undefined element with a shadow root on <html>, where no rule for children of the body can meet it.

export type Launcher = { root: ShadowRoot; button: HTMLButtonElement };

/** Made of nodes, not of markup: a page with Trusted Types would refuse a string. */
export function createLauncher(css: string, text: string, language: string): Launcher {
  const element = document.createElement('otklik-widget');
  const root = element.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  element.lang = language;
  const button = document.createElement('button');
  button.ariaExpanded = 'false';
  button.append(text);
  root.append(button);
  document.documentElement.append(element);
  return { root, button };
}

/** The panel did not load: the clinic's own contacts instead, as links. */
export function showContacts(root: ShadowRoot, links: Record<string, string>): HTMLElement {
  const box = document.createElement('p');
  box.role = 'alert';
  for (const href in links) {
    const link = document.createElement('a');
    link.href = href;
    link.append(links[href] as string);
    box.append(link);
  }
  root.prepend(box);
  return box;
}
