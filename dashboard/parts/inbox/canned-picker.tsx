// All ready-made replies in a dialog: those for the topic first, found by their words; arrows go along, Enter takes one.
import type { RefObject } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import type { CannedReply } from '../../../worker/contract/desk.ts';
import type { Topic } from '../../../worker/contract/vocabulary.ts';
import { byTopic } from '../../../worker/domain/canned.ts';
import { useReader } from '../../reader.ts';

type PickerProps = {
  dialog: RefObject<HTMLDialogElement | null>;
  replies: CannedReply[];
  topic: Topic;
  /** Where they are changed. */
  editAddress: string;
  take: (reply: CannedReply) => void;
  closed: () => void;
};

export function CannedPicker({ dialog, replies, topic, editAddress, take, closed }: PickerProps) {
  const { t } = useReader();
  const [typed, setTyped] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const found = byTopic(replies, topic).filter((reply) => has(reply, typed));
  const choose = (reply: CannedReply) => {
    setTyped('');
    dialog.current?.close();
    take(reply);
  };
  return (
    <dialog
      ref={dialog}
      class="picker"
      aria-labelledby={id}
      onKeyDown={(event) => move(event, list.current)}
      onClose={() => {
        setTyped('');
        closed();
      }}
    >
      <h2 id={id}>{t('canned')}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (found[0]) choose(found[0]);
        }}
      >
        <label>
          <span class="hidden">{t('canned_find')}</span>
          <input
            autofocus
            autocomplete="off"
            placeholder={t('canned_find')}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
      </form>
      {found.length === 0 && (
        <p class="calm" role="status">
          {t(replies.length === 0 ? 'canned_first' : 'canned_none')}
        </p>
      )}
      <ul class="plain" ref={list}>
        {found.map((reply) => (
          <li key={reply.id}>
            <button type="button" onClick={() => choose(reply)}>
              <b>{reply.title}</b>
              <span class="small">{reply.topic === '' ? t('topic_all') : t(`topic_${reply.topic}`)}</span>
              <span class="excerpt" dir="auto">
                {reply.text}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p class="row">
        <button class="button small" type="button" onClick={() => dialog.current?.close()}>
          {t('cancel')}
        </button>
        <a href={editAddress}>{t('canned_edit')}</a>
      </p>
    </dialog>
  );
}

const has = ({ title, text }: CannedReply, typed: string): boolean => {
  const all = `${title} ${text}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
};

/** From the search down into the list and back; Tab goes through all of it as well. */
function move(event: KeyboardEvent, list: HTMLElement | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !list) return;
  event.preventDefault();
  const search = list.parentElement?.querySelector('input');
  const stops = [search, ...list.querySelectorAll('button')];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  stops[Math.min(stops.length - 1, Math.max(0, at + step))]?.focus();
}
