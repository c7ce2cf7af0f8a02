// What people write about, in the report: the owner's topics with their counts. No words of anybody go on paper.
import type { WordsAnswer } from '../../../worker/contract/words.ts';
import { useReader } from '../../reader.ts';
import { nameOfTopic } from '../../topic-name.ts';

export function WordsPart({ words }: { words: WordsAnswer }) {
  const { t, format, language } = useReader();
  const { topics, counted, without } = words;
  const rows = topics.filter(({ n }) => n > 0).toSorted((a, b) => b.n - a.n);
  return (
    <section aria-labelledby="report-words-title">
      <h2 id="report-words-title">{t('report_words')}</h2>
      <p class="small">{t('report_comments', { n: counted })}</p>
      {rows.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('report_topic')}</th>
              <th scope="col" class="number">
                {t('count')}
              </th>
              <th scope="col" class="number">
                {t('share')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((topic) => (
              <tr key={topic.id}>
                <th scope="row">{nameOfTopic(topic, language)}</th>
                <td class="number">{format.number(topic.n)}</td>
                <td class="number">{format.percent(topic.n / counted)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {counted > 0 && (
        <p class="small">{t(rows.length > 0 ? 'report_topics_note' : 'report_no_topics', { n: without })}</p>
      )}
    </section>
  );
}
