// The dashboard's preview of the hours says what the widget says, word for word.
import { describe, expect, it } from 'vitest';
import { settingsEn as en } from '../../dashboard/words/settings-en.ts';
import { settingsRu as ru } from '../../dashboard/words/settings-ru.ts';
import * as widgetEn from '../../widget/panel/strings/en.ts';
import * as widgetRu from '../../widget/panel/strings/ru.ts';

describe.each([
  ['ru', ru, widgetRu],
  ['en', en, widgetEn],
] as const)('in %s', (_, dashboard, widget) => {
  it('the line of an open and of a closed clinic are the widget’s', () => {
    expect([dashboard.hours_open, dashboard.hours_closed]).toEqual([widget.openUntil, widget.opensNext]);
  });
});
