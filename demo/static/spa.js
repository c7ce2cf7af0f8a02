// The same clinic as a single page: views change by the History API, and the page is never loaded again.
const DOCTORS = [
  'Белова Анна Сергеевна, терапевт',
  'Громов Дмитрий Ильич, кардиолог',
  'Зайцева Елена Павловна, педиатр',
];
const SERVICES = [
  'Приём терапевта — 2 400 ₽',
  'Приём кардиолога с ЭКГ — 3 600 ₽',
  'УЗИ брюшной полости — 2 800 ₽',
];
const list = (items) => `<ul class="ticks">${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
const toBooking = '<p class="act"><a class="button" href="/spa/booking">Записаться на приём</a></p>';

const VIEWS = {
  '/spa/': [
    'Врачи, которые всё объяснят',
    `<p class="lead">Тот же сайт, но без перезагрузок.</p>${toBooking}`,
  ],
  '/spa/services': ['Услуги и цены', list(SERVICES) + toBooking],
  '/spa/doctors': ['Врачи', list(DOCTORS) + toBooking],
  '/spa/booking': [
    'Запись на приём',
    `<form action="/spa/booking" data-otklik-booking>
      <label>Как к вам обращаться <input name="name" autocomplete="name" required /></label>
      <label>Телефон <input name="phone" type="tel" autocomplete="tel" required /></label>
      <button class="button">Записаться</button>
      <p class="note">Это учебный сайт: форма никуда ничего не отправляет.</p>
    </form>`,
  ],
  '/spa/thank-you': ['Спасибо, заявка принята', '<p><a class="soft" href="/spa/">На главную</a></p>'],
};
const TABS = [
  ['/spa/', 'Главная'],
  ['/spa/services', 'Услуги'],
  ['/spa/doctors', 'Врачи'],
  ['/spa/booking', 'Запись'],
];

const view = document.getElementById('view');

function show() {
  const path = location.pathname in VIEWS ? location.pathname : '/spa/';
  const [title, html] = VIEWS[path];
  const tabs = TABS.map(
    ([href, name]) =>
      `<a class="soft" href="${href}"${href === path ? ' aria-current="page"' : ''}>${name}</a>`,
  );
  view.innerHTML = `<p class="row tabs">${tabs.join('')}</p><h1>${title}</h1>${html}`;
  document.title = `${title} — клиника «Ясный день»`;
}

function go(path) {
  history.pushState(null, '', path);
  show();
  view.focus();
}

addEventListener('popstate', show);
view.addEventListener('click', (event) => {
  const path = event.target.closest('a')?.getAttribute('href');
  if (!path?.startsWith('/spa/') || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  go(path);
});
view.addEventListener('submit', (event) => {
  event.preventDefault();
  go('/spa/thank-you');
});
show();
