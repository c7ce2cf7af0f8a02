// docs/api.md is written by hand: it must know every door and every error code, and none that is not there.
import { expect, it } from 'vitest';
import text from '../../docs/api.md?raw';
import { ERRORS } from '../../worker/contract/errors.ts';
import { PERMISSIONS } from '../../worker/contract/permissions.ts';
import { MEMBER_ROUTES, routesOfApp } from './support/routes.ts';

/** `/w/:file{[A-Za-z0-9]+\.js}` is `/w/:key.js` to a reader. */
const readable = (route: string): string =>
  route.replace(/\/w\/:file\{.*\.(js|json)\}$/, '/w/:key.$1').replace(/\/c\/:file\{.*\}$/, '/c/:file');

it('names every door of the router and no other', () => {
  const named = [...text.matchAll(/`((?:GET|POST|PUT|DELETE) \/[^`?\s]+)`/g)].map(([, route]) => route);
  expect([...new Set(named)].toSorted()).toEqual(routesOfApp().map(readable).toSorted());
});

it('names the permission that each member door asks for', () => {
  const rows = text.split('\n').filter((line) => /^- `\w+ \/api\/(sites|clinics)/.test(line));
  expect(rows).toHaveLength(
    Object.keys(MEMBER_ROUTES).filter((route) => /\/(sites|clinics)(\/|$)/.test(route)).length,
  );
  for (const row of rows) {
    const route = /`(\w+ \/[^`]+)`/.exec(row)?.[1] ?? '';
    const permission = /\*(\w+)\*/.exec(row)?.[1] as keyof typeof PERMISSIONS;
    expect([route, PERMISSIONS[permission]]).toEqual([route, MEMBER_ROUTES[route]?.allowed]);
  }
});

it('lists every error code with its status and no other', () => {
  const rows = [...text.matchAll(/^\| `(\w+)` \| (\d{3}) \|/gm)].map(([, code, status]) => [
    code,
    Number(status),
  ]);
  expect(Object.fromEntries(rows)).toEqual(ERRORS);
  expect(rows).toHaveLength(Object.keys(ERRORS).length);
});
