// Every request of the loader goes without cookies and without the page's address.
export const PRIVATE = { credentials: 'omit', referrerPolicy: 'no-referrer' } as const satisfies RequestInit;

/** The body of a good answer; rejects for any other. */
export const request = <T>(url: string, init?: RequestInit): Promise<T> =>
  fetch(url, { ...PRIVATE, ...init }).then((reply) => (reply.ok ? reply.json() : Promise.reject()));
