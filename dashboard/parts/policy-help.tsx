// What a site with a content security policy has to allow, ready to copy.
import { connectLine } from '../check-report.ts';
import { useReader } from '../reader.ts';
import { CopyText } from './copy.tsx';

export function PolicyHelp({ ours }: { ours: string }) {
  const { t } = useReader();
  return (
    <details class="policy">
      <summary>{t('policy_title')}</summary>
      <div class="policy-body">
        <p>{t('policy_text')}</p>
        <CopyText text={`script-src ${ours}`} label={t('policy_line')} />
        <CopyText text={connectLine(ours)} label={t('policy_line')} />
        <p class="hint">{t('policy_hint')}</p>
      </div>
    </details>
  );
}
