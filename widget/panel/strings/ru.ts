// Every word of the panel in Russian: what this file exports is the list that each other language must fill.

export const close = 'Закрыть';
export const back = 'Назад';
export const cancel = 'Отмена';
export const send = 'Отправить';
export const sending = 'Отправляем…';
export const urgent = 'Если нужна срочная помощь, звоните';
export const hello = 'Чем помочь?';
export const loadFailed = 'Нет связи. Попробовать ещё раз';

export const ask = 'Задать вопрос';
export const callback = 'Заказать звонок';
export const mine = 'Мои сообщения';
export const reach = 'Телефон и часы работы';

export const optional = 'необязательно';
export const whoRates = 'Отзыв без имени прочитают в клинике, ответ на него не приходит.';
export const withdraw = 'Отозвать';
export const review = 'Рассказать о клинике публично';
export const thanks = 'Спасибо, отзыв получен';
export const wait = 'Пока не отправлено. Отправим сами, как только появится связь';
export const troubled = 'Отправить пока не получается, надёжнее позвонить:';

export const shared = 'Этим устройством пользуются и другие';
export const sharedMore = 'Переписка пропадёт вместе с вкладкой';

export const askTitle = 'Вопрос клинике';
export const kind = 'Как связаться';
export const message = 'Сообщение';
export const call = 'Звонок';
export const topic = 'О чём';
export const topics = {
  booking: 'Запись на приём',
  price: 'Цены и страховка',
  doctor: 'Выбор врача',
  preparation: 'Подготовка',
  results: 'Результаты',
  documents: 'Справки и документы',
  complaint: 'Жалоба или благодарность',
  other: 'Другое',
};
export const question = 'Ваш вопрос';
export const notice =
  'Это не консультация врача. Не пишите диагнозы, результаты анализов и номера документов.';
export const readers = 'Сообщения читают сотрудники клиники в часы работы.';
export const openUntil = 'Сейчас открыто, до {time}';
export const opensNext = 'Сейчас закрыто. Откроемся: {day}, {time}';
export const clinicTime = 'по времени клиники';
export const contact = 'Контакты';
export const contactMore = 'Ответ появится здесь, контакт не обязателен.';
export const phone = 'Телефон';
export const email = 'Электронная почта';
export const name = 'Как к вам обращаться';
export const when = 'Когда удобно';
export const consent = 'Даю согласие на обработку этих контактов для ответа мне. Кому: {legal}.';
export const policy = 'Политика обработки данных';

export const needText = 'Напишите хотя бы пару слов';
export const badPhone = 'Укажите телефон, не меньше пяти цифр';
export const badEmail = 'Проверьте адрес';
export const needConsent = 'Отметьте согласие или уберите контакты';

export const closed = 'Сейчас здесь не отвечают на вопросы. Позвоните или напишите:';
export const hours = 'Часы работы';
export const dayOff = 'выходной';

export const you = 'Вы';
export const notSent = 'Не отправлено, отправим сами';
export const received = 'Получено клиникой';
export const answered = 'Есть ответ';
export const typing = 'Клиника печатает…';
export const rating = 'Ваш отзыв';
export const more = 'Написать ещё';
export const edit = 'Исправить';
export const clear = 'Убрать с этого устройства';
export const erase = 'Удалить и в клинике';
export const sure = 'Отменить это будет нельзя.';
export const cleared = 'Готово';

export const refusedOther = 'Клиника не приняла сообщение. Исправьте его или позвоните.';

export const unofficial =
  'Это не официальный канал. Официальную жалобу подают в клинику письменно, и на неё отвечают в срок по закону.';

export const counted = 'Что мы считаем';
export const counts = {
  statistics:
    'Шаги посетителей: нашли клинику, выбрали, записались. Без имён, адресов страниц и cookie. В течение дня шаги связаны временным кодом, потом остаются только суммы.',
  'on-open': 'Шаги посетителей с момента, когда вы открыли это окно. Без имён, адресов страниц и cookie.',
  off: 'Шаги посетителей здесь не считаются.',
};
export const device =
  'На устройстве хранится только то, что вы отправили: 14 дней после последнего сообщения. И отметка, что вас уже спрашивали.';
export const place = 'Где хранятся данные';
export const places = {
  eu: 'Европейский союз',
  us: 'США',
  global: 'Cloudflare, разные страны',
  russia: 'статистика без имён у Cloudflare, тексты и контакты не принимаем',
};
export const who = 'Кто обрабатывает';
export const whoMore = '{clinic}, с помощью сервиса «Отклик» на серверах Cloudflare';
export const stop = 'Не считать мои посещения';
