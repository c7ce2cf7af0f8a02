// Addresses of the dashboard: each page has one, and reading it back gives the page.
import { describe, expect, test } from 'vitest';
import { SECTIONS, href, parseRoute } from '../../dashboard/router.ts';

describe('addresses', () => {
  test.each([
    { page: 'home' },
    { page: 'enter' },
    { page: 'profile' },
    { page: 'overview', site: 'S' },
    { page: 'journey', site: 'S' },
    { page: 'inbox', site: 'S', conversation: null },
    { page: 'inbox', site: 'S', conversation: 'C' },
    { page: 'canned', site: 'S' },
    ...SECTIONS.map((section) => ({ page: 'settings', site: 'S', section }) as const),
  ] as const)('of $page read back as the same page', (route) => {
    expect(parseRoute(href(route))).toEqual(route);
  });

  test.each([
    '/x',
    '/sites',
    '/sites/',
    '/sites/S/x',
    '/sites/S/settings/x',
    '/sites/S/journey/x',
    '/enter/x',
    '/sites/S/inbox/C/x',
  ])('%s is nowhere', (path) => expect(parseRoute(path).page).toBe('nowhere'));
});
