// Every request of the loader goes without cookies and without the page's address.
export const PRIVATE = { credentials: 'omit', referrerPolicy: 'no-referrer' } as const satisfies RequestInit;
