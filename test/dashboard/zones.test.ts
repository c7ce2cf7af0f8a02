// A zone is found as people look for it, and nothing is guessed.
import { describe, expect, it } from 'vitest';
import { shownDomain } from '../../dashboard/domains.ts';
import { listZones, zoneLabel, zoneOf } from '../../dashboard/zones.ts';

describe('a time zone', () => {
  const zones = listZones('ru', 'Europe/Moscow');

  it.each([
    ['Europe/Moscow', 'Europe/Moscow'],
    ['europe/moscow', 'Europe/Moscow'],
    ['moscow', 'Europe/Moscow'],
    ['New York', 'America/New_York'],
    [' Казань ', 'Europe/Moscow'],
    ['уфа', 'Asia/Yekaterinburg'],
    ['хабаровск', 'Asia/Vladivostok'],
    ['Каз', 'Каз'],
    ['GMT+3', 'GMT+3'],
    ['', ''],
  ])('is found by “%s”', (typed, zone) => {
    expect(zoneOf(typed, zones)).toBe(zone);
  });

  it('is shown with its city and present offset in the reader’s language', () => {
    expect(zoneLabel('ru', 'Asia/Omsk')).toBe('Омск, GMT+6');
    expect(zoneLabel('en', 'Asia/Omsk')).toMatch(/^Omsk.*, GMT\+6$/);
    expect(zoneLabel('ru', 'Mars/Olympus')).toBe('Mars/Olympus');
  });

  it('names cities only under zones that exist, and each city once', () => {
    for (const { id, label } of zones.filter(({ label: text }) => /[а-я]/i.test(text))) {
      expect([id, label.split(', ').length > 1]).toEqual([id, true]);
    }
    for (const zone of ['Europe/Kirov', 'Asia/Barnaul', 'Europe/Ulyanovsk'])
      expect(zones.map(({ id }) => id)).toContain(zone);
  });

  it('keeps a zone that this browser does not know', () => {
    expect(listZones('en', 'Moon/Base')[0]).toEqual({ id: 'Moon/Base', label: 'Moon/Base' });
  });
});

describe('a domain', () => {
  it.each([
    ['xn--80apagcdp.xn--p1ai', 'клиника.рф'],
    ['https://xn--80apagcdp.xn--p1ai:8443', 'https://клиника.рф:8443'],
    ['www.xn--80apagcdp.com', 'www.клиника.com'],
    ['clinic.example', 'clinic.example'],
    ['xn--99999999999', 'xn--99999999999'],
  ])('stored as %s is shown as %s', (ascii, shown) => {
    expect(shownDomain(ascii)).toBe(shown);
  });

  it('comes back as it was stored when it is typed again', () => {
    for (const name of ['клиника.рф', 'zahnärzte.de', '診所.tw', 'clinic.example']) {
      const { hostname } = new URL(`https://${name}`);
      expect(new URL(`https://${shownDomain(hostname)}`).hostname).toBe(hostname);
    }
  });
});
