// Focus for what has just appeared at a person's own press: the platform's `autofocus` works once in the life of a document.

/** As the `ref` of an element: the same function at each render, so that it is called once. */
export const focusAtOnce = (element: HTMLElement | null): void => element?.focus();
