// Asked once when a conversation is over. It can be declined, and changed for a day.
import { useState } from 'preact/hooks';
import type { Chat } from '../chat/chat';
import type { State } from '../chat/state';
import { ratingOf, type Form, type Question } from '../model/offers';
import type { Texts } from '../texts';

/** A conversation can be rated for a week, in milliseconds. */
const askedFor = 7 * 86_400_000;
const faces = ['😞', '🙁', '😐', '🙂', '😄'];

export function Rating({ chat, state, texts }: { chat: Chat; state: State; texts: Texts }) {
  const { status, agent, rating, current } = state.thread;
  const form = ratingOf(state.look, state.locale);
  const [open, setOpen] = useState<string | null>(null);
  if (!form || !current || status !== 'resolved' || (!agent && !rating)) return null;
  const over = [...state.thread.items].reverse().find((item) => item.conversation_id === current && item.kind === 'event' && item.text === 'resolved');
  if (!rating && over && Date.now() - Date.parse(over.at) > askedFor) return null; // long ago: nobody is asked any more
  const editing = open === current;
  const done = () => setOpen(null);
  if (!rating || editing) return <Ask key={current} form={form} chat={chat} texts={texts} before={rating?.score ?? 0} onDone={done} declined={editing} />;
  const again = <button type="button" class="link" onClick={() => setOpen(current)}>{rating.score ? texts.rateChange : texts.rateNow}</button>;
  if (!rating.score) return <p class="rated">{again}</p>;
  return <p class="rated">{texts.rateThanks} <span aria-label={texts.scores[rating.score - 1]}>{form.look === 'faces' ? faces[rating.score - 1] : '★'.repeat(rating.score)}</span> {Date.parse(rating.change_until) > Date.now() && again}</p>;
}

interface AskProps { form: Form; chat: Chat; texts: Texts; before: number; declined: boolean; onDone: () => void }

function Ask({ form, chat, texts, before, declined, onDone }: AskProps) {
  const [score, setScore] = useState(before);
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState('');
  const send = async (value?: number) => {
    setBusy(true);
    const code = await chat.acts.rate(value, Object.entries(answers).map(([question_id, answer]) => ({ question_id, answer })));
    setBusy(false);
    if (code) setFailed(texts.why[code] ?? texts.rateFailed);
    else onDone();
  };
  return (
    <form class="card-form rating" aria-label={texts.rateAsk} onSubmit={(event) => { event.preventDefault(); void send(score); }}>
      <fieldset class={`scale ${form.look}`}>
        <legend>{texts.rateAsk}</legend>
        <Scale name="score" look={form.look} value={score} texts={texts} onChange={setScore} />
      </fieldset>
      {score > 0 && form.questions.map((question) => (
        <Asked key={question.id} question={question} value={answers[question.id] ?? ''} texts={texts} onChange={(answer) => setAnswers({ ...answers, [question.id]: answer })} />
      ))}
      {failed && <p class="refused" role="alert">{failed}</p>}
      <div class="form-row">
        {score > 0 && <button type="submit" class="small" disabled={busy}>{texts.rateSend}</button>}
        <button type="button" class="link" disabled={busy} onClick={() => (declined ? onDone() : void send())}>{texts.rateSkip}</button>
      </div>
    </form>
  );
}

function Scale({ name, look, value, texts, onChange }: { name: string; look: 'stars' | 'faces'; value: number; texts: Texts; onChange: (value: number) => void }) {
  return (
    <div class="steps">
      {texts.scores.map((word, index) => (
        <label key={word} class={(look === 'stars' ? value > index : value === index + 1) ? 'on' : ''} title={word}>
          <input type="radio" class="hidden" name={name} value={index + 1} checked={value === index + 1} aria-label={word} onChange={() => onChange(index + 1)} />
          <span aria-hidden="true">{look === 'faces' ? faces[index] : '★'}</span>
        </label>
      ))}
      <span class="faint" aria-hidden="true">{value > 0 ? texts.scores[value - 1] : ''}</span>
    </div>
  );
}

function Asked({ question, value, texts, onChange }: { question: Question; value: string; texts: Texts; onChange: (answer: string) => void }) {
  if (question.kind === 'text')
    return <label class="asked"><span>{question.words}</span><textarea rows={2} maxLength={1000} value={value} onInput={(event) => onChange(event.currentTarget.value)} /></label>;
  return (
    <fieldset class="asked">
      <legend>{question.words}</legend>
      {question.kind === 'scale'
        ? <Scale name={question.id} look="stars" value={Number(value) || 0} texts={texts} onChange={(score) => onChange(String(score))} />
        : question.choices.map((choice, index) => (
          <label key={index} class="choice"><input type="radio" name={question.id} checked={value === String(index)} onChange={() => onChange(String(index))} /> {choice}</label>
        ))}
    </fieldset>
  );
}
