// The launcher: an undefined element with a shadow root on <html>, where no rule for children of the body can meet it.

const SVG = 'http://www.w3.org/2000/svg';

export type Launcher = { element: HTMLElement; root: ShadowRoot; button: HTMLButtonElement };

/** Made of nodes, not of markup: a page with Trusted Types would refuse a string. */
export function createLauncher(options: { css: string; text: string; language: string }): Launcher {
  const element = document.createElement('otklik-widget');
  const root = element.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(options.css);
  root.adoptedStyleSheets = [sheet];
  element.lang = options.language;

  const button = document.createElement('button');
  button.type = 'button';
  button.ariaHasPopup = 'dialog';
  button.ariaExpanded = 'false';
  const icon = document.createElementNS(SVG, 'svg');
  icon.setAttribute('viewBox', '0 0 24 24');
  const bubble = document.createElementNS(SVG, 'path');
  bubble.setAttribute('d', 'M3 4h18v13h-9l-5 4v-4H3z');
  icon.append(bubble);
  button.append(icon, options.text);
  root.append(button);
  document.documentElement.append(element);
  return { element, root, button };
}

/** Says that the panel did not load and gives the clinic's phone and address instead. */
export function showContacts({ root, button }: Launcher, sorry: string, addresses: string[]): void {
  root.querySelector('p')?.remove();
  const box = document.createElement('p');
  box.role = 'alert';
  box.append(sorry);
  for (const address of addresses) {
    const link = document.createElement('a');
    link.href = address.includes('@') ? `mailto:${address}` : `tel:${address.replace(/[^+\d]/g, '')}`;
    link.append(address);
    box.append(link);
  }
  root.insertBefore(box, button);
}
