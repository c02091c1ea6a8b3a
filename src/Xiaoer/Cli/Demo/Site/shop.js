// The demo shop's own script: says who is logged in when the chat asks, and lets two buttons do something.
window.xiaoer = window.xiaoer || function () { (window.xiaoer.q = window.xiaoer.q || []).push(arguments); };

if (document.body.dataset.forget) window.xiaoer('forget');
if (document.body.dataset.identified)
  window.xiaoer('identify', () => fetch('/demo/identity', { cache: 'no-store' }).then((answer) => (answer.status === 200 ? answer.text() : undefined)));

document.querySelector('[data-ask]')?.addEventListener('click', () => window.xiaoer('open'));
document.querySelector('[data-buy]')?.addEventListener('click', () => {
  const said = document.querySelector('[data-said]');
  said.textContent = said.dataset.said;
});
document.addEventListener('click', (event) => {
  const menu = document.querySelector('details[open]');
  if (menu && !menu.contains(event.target)) menu.open = false;
});
document.addEventListener('keydown', (event) => {
  const menu = document.querySelector('details[open]');
  if (event.key !== 'Escape' || !menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});
