// Words and look of the widget in both languages, with the launcher as it will stand on the page.
import { LANGUAGES } from '../../../worker/contract/vocabulary.ts';
import { contrastRatio, isSeenOnWhite, seenOnWhite } from '../../../worker/domain/contrast.ts';
import { Field } from '../../parts/field.tsx';
import { LauncherPreview } from '../../parts/launcher-preview.tsx';
import { useReader } from '../../reader.ts';
import type { SectionProps } from '../settings.tsx';

const TEXTS = [
  { key: 'launcher', max: 30 },
  { key: 'greeting', max: 120 },
  { key: 'readers', max: 160 },
] as const;

export function TextsSection({ draft, edit, error }: SectionProps) {
  const { t } = useReader();
  return (
    <div class="form">
      <p>{t('texts_intro')}</p>
      {TEXTS.map(({ key, max }) => (
        <fieldset class="pair" key={key}>
          <legend>{t(`text_${key}`)}</legend>
          <p class="hint">{t(`text_${key}_hint`)}</p>
          {LANGUAGES.map((code) => (
            <Field
              key={code}
              name={`settings.texts.${key}.${code}`}
              label={t(`language_${code}`)}
              error={error}
            >
              {(control) => (
                <input
                  {...control}
                  lang={code}
                  maxLength={max}
                  placeholder={t(`default_text`)}
                  value={draft.settings.texts[key][code]}
                  onInput={(e) => edit((d) => void (d.settings.texts[key][code] = e.currentTarget.value))}
                />
              )}
            </Field>
          ))}
        </fieldset>
      ))}
      <LookFields draft={draft} edit={edit} error={error} />
    </div>
  );
}

function LookFields({ draft, edit, error }: Pick<SectionProps, 'draft' | 'edit' | 'error'>) {
  const { t, format } = useReader();
  const { look } = draft.settings;
  const isColour = /^#[0-9a-f]{6}$/.test(look.colour);
  const isSeen = isColour && isSeenOnWhite(look.colour);
  const setColour = (value: string) =>
    edit((d) => void (d.settings.look.colour = value.trim().toLowerCase()));
  return (
    <fieldset class="look">
      <legend>{t('look')}</legend>
      <Field
        name="settings.look.colour"
        label={t('colour')}
        hint={t('colour_hint')}
        error={error}
        fix={t('fix_colour')}
      >
        {(control) => (
          <span class="row">
            <input
              type="color"
              aria-label={t('colour_pick')}
              value={isColour ? look.colour : '#000000'}
              onInput={(e) => setColour(e.currentTarget.value)}
            />
            <input
              {...control}
              class="short"
              spellcheck={false}
              maxLength={7}
              value={look.colour}
              onInput={(e) => setColour(e.currentTarget.value)}
            />
          </span>
        )}
      </Field>
      <p role="status" class={isColour && !isSeen ? 'field-error' : 'small'}>
        {isColour &&
          t(isSeen ? 'colour_seen' : 'colour_unseen', {
            ratio: format.number(Math.floor(contrastRatio(look.colour, '#ffffff') * 10) / 10),
          })}
      </p>
      {isColour && !isSeen && (
        <p>
          <button class="button swatch" type="button" onClick={() => setColour(seenOnWhite(look.colour))}>
            <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
              <rect width="20" height="20" rx="4" fill={seenOnWhite(look.colour)} />
            </svg>
            {t('colour_take', { colour: seenOnWhite(look.colour) })}
          </button>
        </p>
      )}
      <Field name="settings.look.position" label={t('position')} error={error}>
        {(control) => (
          <select
            {...control}
            value={look.position}
            onChange={(e) =>
              edit(
                (d) => void (d.settings.look.position = e.currentTarget.value === 'left' ? 'left' : 'right'),
              )
            }
          >
            <option value="right">{t('position_right')}</option>
            <option value="left">{t('position_left')}</option>
          </select>
        )}
      </Field>
      <div class="row top">
        <OffsetField name="offsetX" max={200} draft={draft} edit={edit} error={error} />
        <OffsetField name="offsetY" max={300} draft={draft} edit={edit} error={error} />
      </div>
      {isColour && <LauncherPreview settings={draft.settings} />}
    </fieldset>
  );
}

type OffsetProps = Pick<SectionProps, 'draft' | 'edit' | 'error'> & {
  name: 'offsetX' | 'offsetY';
  max: number;
};

function OffsetField({ name, max, draft, edit, error }: OffsetProps) {
  const { t } = useReader();
  return (
    <Field
      name={`settings.look.${name}`}
      label={t(name === 'offsetX' ? 'offset_x' : 'offset_y')}
      error={error}
      fix={t('fix_offset', { max })}
    >
      {(control) => (
        <input
          {...control}
          class="short"
          type="number"
          min={0}
          max={max}
          step={1}
          value={draft.settings.look[name]}
          onInput={(e) =>
            edit((d) => void (d.settings.look[name] = Math.round(e.currentTarget.valueAsNumber) || 0))
          }
        />
      )}
    </Field>
  );
}
