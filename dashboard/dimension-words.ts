// The values of a breakdown in the reader's words: sources, devices, languages, first stages; campaigns are the clinic's own.
import type { Dimension } from '../worker/contract/journey.ts';
import type { Overview } from '../worker/contract/members.ts';
import { DEVICES, LANGUAGES, SOURCE_CLASSES } from '../worker/contract/vocabulary.ts';
import { sourceName } from '../worker/domain/source-names.ts';
import { stageName } from './stage-words.ts';
import type { Reader } from './reader.ts';

/** A value in words; one that is not known is shown as it is. */
export function valueName(
  reader: Reader,
  dimension: Dimension,
  value: string,
  stages: Overview['stages'],
): string {
  const { t } = reader;
  switch (dimension) {
    case 'source': {
      const [name = '', ...rest] = value.split(':');
      const known = SOURCE_CLASSES.find((one) => one === name);
      const kind = known ? t(`source_${known}`) : name;
      return rest.length === 0 ? kind : `${kind}: ${sourceName(rest.join(':'), reader.language)}`;
    }
    case 'campaign':
      return value === '' ? t('campaign_none') : value;
    case 'device': {
      const device = DEVICES.find((one) => one === value);
      return device ? t(`device_${device}`) : value;
    }
    case 'language': {
      const language = LANGUAGES.find((one) => one === value);
      return language ? t(`language_${language}`) : value;
    }
    case 'entry':
      return value === '1' ? t('entry_none') : stageName(reader, Number(value), stages);
  }
}
