// While nobody answers: leave name, contact and message, and the shop comes back to it.
import { useRef, useState } from 'preact/hooks';
import { newFormId } from '../chat/acts';
import type { Chat } from '../chat/chat';
import type { Texts } from '../texts';

export function OfflineForm({ chat, left, texts }: { chat: Chat; left: boolean; texts: Texts }) {
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState({ name: '', phone: '', email: '', message: '' });
  const [consent, setConsent] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState('');
  const id = useRef(newFormId());
  if (left && !open) return <p class="left" role="status">{texts.leftThanks}</p>;
  if (!open) return <div class="away"><span>{texts.leaveHint}</span><button type="button" class="small" onClick={() => setOpen(true)}>{texts.leave}</button></div>;

  const field = (name: keyof typeof form) => ({ value: form[name], onInput: (event: { currentTarget: { value: string } }) => setForm({ ...form, [name]: event.currentTarget.value }) });
  const reachable = form.phone.trim() !== '' || form.email.trim() !== '';
  const send = async () => {
    if (!reachable) return setFailed(texts.why['offline.no_contact']!);
    setBusy(true);
    const code = await chat.acts.leave({ name: form.name.trim(), message: form.message.trim(), consent, ...(form.phone.trim() ? { phone: form.phone.trim() } : {}), ...(form.email.trim() ? { email: form.email.trim() } : {}) }, id.current);
    setBusy(false);
    if (code) return setFailed(texts.why[code] ?? texts.leaveFailed);
    id.current = newFormId();
    setOpen(false);
  };
  return (
    <form class="card-form leave" aria-label={texts.leave} onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <label class="asked"><span>{texts.yourName}</span><input required maxLength={100} autocomplete="name" {...field('name')} /></label>
      <div class="two">
        <label class="asked"><span>{texts.yourPhone}</span><input type="tel" maxLength={32} autocomplete="tel" {...field('phone')} /></label>
        <label class="asked"><span>{texts.yourEmail}</span><input type="email" maxLength={254} autocomplete="email" {...field('email')} /></label>
      </div>
      <label class="asked"><span>{texts.yourMessage}</span><textarea required rows={3} maxLength={2000} {...field('message')} /></label>
      <label class="choice"><input type="checkbox" required checked={consent} onChange={(event) => setConsent(event.currentTarget.checked)} /> {texts.consent}</label>
      {failed && <p class="refused" role="alert">{failed}</p>}
      <div class="form-row"><button type="submit" class="small" disabled={busy}>{texts.leaveSend}</button><button type="button" class="link" onClick={() => setOpen(false)}>{texts.cancel}</button></div>
    </form>
  );
}
