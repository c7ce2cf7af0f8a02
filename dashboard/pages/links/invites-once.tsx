// The addresses of new invites, shown this once: to copy, or to take away as a table.
import { useRef, useState } from 'preact/hooks';
import { localDay } from '../../../worker/domain/calendar.ts';
import type { CsvCell } from '../../csv.ts';
import { useReader } from '../../reader.ts';
import type { SiteInHand } from '../../reader.ts';
import { SaveCsv } from '../satisfaction/save-csv.tsx';

export type MadeInvites = {
  urls: readonly string[];
  label: string;
  branch: string;
  doctor: string;
  untilMs: number;
};

export function InvitesOnce({ made, site }: { made: MadeInvites; site: SiteInHand }) {
  const { t } = useReader();
  const [said, setSaid] = useState('');
  const area = useRef<HTMLTextAreaElement>(null);
  const text = made.urls.join('\n');
  const until = localDay(made.untilMs, site.zone);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(t('copied'));
    } catch {
      area.current?.select();
      setSaid(t('copy_by_hand'));
    }
  }
  const rows = (): CsvCell[][] => [
    [t('csv_number'), t('csv_link'), t('link_branch'), t('link_doctor'), t('link_label'), t('csv_until')],
    ...made.urls.map((url, i) => [i + 1, url, made.branch, made.doctor, made.label, until]),
  ];
  return (
    <div class="once">
      <p role="status">
        <strong>{t('invites_ready', { n: made.urls.length })}</strong> {t('invites_once')}
      </p>
      <textarea
        ref={area}
        class="lines"
        readOnly
        rows={Math.min(8, made.urls.length + 1)}
        aria-label={t('invites_list')}
        value={text}
      />
      <p class="row">
        <button class="button small" type="button" onClick={() => void copy()}>
          {t('copy_all')}
        </button>
        <SaveCsv label={t('invites_csv')} name={`otklik-invites-${until}`} rows={rows} />
        <span class="copied" role="status">
          {said}
        </span>
      </p>
    </div>
  );
}
