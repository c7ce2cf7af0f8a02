// What people may write to a clinic, each phrase with its truth: does somebody need urgent help now? Written before any list of
// danger words existed and by another hand than that list's, so that it can judge it.

const lines = (block: string) => block.trim().split('\n');

/** Urgent help is needed now, or may be: the emergency line must be shown. */
const dangerRussian = `
Сильно болит в груди, отдаёт в левую руку
у мужа давящая боль за грудиной уже 20 минут
боль в груди и холодный пот, что делать?
грудь сдавило не могу вдохнуть
жжёт за грудиной и немеет рука
Болит сердце, таблетка нитроглицерина не помогла
сердце колит и темнеет в глазах
похоже на инфаркт, приезжайте
кажется у отца инфаркт
у мамы перекосило лицо и она не может говорить
отнялась правая рука и речь невнятная
Подозрение на инсульт, куда бежать
бабушка упала, лицо перекошено, не понимает нас
половина тела онемела внезапно
вдруг перестал видеть один глаз и болит голова
внезапная жуткая головная боль, как удар, и рвота
не могу дышать
задыхаюсь, ингалятор не помогает
ребенок задыхается
малыш хрипит и синеет
Тяжело дышать, губы синие
приступ астмы не проходит
нехватает воздуха очень, страшно
подавился и не может откашляться
ребёнок проглотил батарейку
сын проглотил магнитики
двухлетка выпил уксус
выпила целую пачку таблеток
дочь наглоталась таблеток
отравился грибами, рвёт без остановки
отравление угарным газом, кружится голова у всех
ребенок съел мамины таблетки от давления
кровь не останавливается после удаления зуба уже 5 часов
сильное кровотечение, промокает всё
Кровотичение из носа час не можем остановить
рвота кровью
рвет кровью, чёрной как кофе
чёрный стул как дёготь и слабость, чуть не упал
я беременна, 30 недель, пошла кровь
Кровянистые выделения и сильная боль, 8 неделя беременности
отошли воды на 28 неделе
беременная, 34 недели, не чувствую шевелений с вечера
схватки каждые три минуты
у беременной судороги и давление 180
Порезал вену, хлещет кровь
отрезало палец на станке
кашляю кровью
упал с лестницы, потерял сознание
потеряла сознание и не приходит в себя
муж без сознания
Не дышит!!! что делать
дедушка не просыпается, хрипит
ребёнок обмяк и не реагирует
у сына судороги
трясёт, закатил глаза, пена изо рта
эпилептический приступ уже 10 минут
температура 40 у грудничка
малышу месяц, температура 38,5
новорожденный горячий и не ест
ребенку 2 месяца жар и вялый, не просыпается поесть
температура 39.8 и сыпь не бледнеет при нажатии
у дочки звездчатая сыпь и рвота, температура 40
температура и шею не согнуть
опухло лицо после укола, трудно дышать
отек горла после орехов
отёк Квинке
анафилактический шок
ужалила оса, язык распух
сыпь по всему телу и задыхаюсь после антибиотика
отекли губы и горло после анестезии у вас
не хочу жить
хочу умереть
думаю покончить с собой
Больше не могу, хочу наложить на себя руки
мысли о самоубийстве
дочь режет вены
подруга написала что прощается и наглоталась снотворного
хочу выпилиться
хочу роскомнадзорнуться
Мне незачем жить, всё решено
сын угрожает спрыгнуть с крыши
мне кажется я сейчас убью себя
сильная боль в животе, живот как доска
резкая боль внизу живота справа и рвота, температура 38
острая боль в животе, не могу разогнуться
диабет, сахар 28 и рвота, сонный
сахар 2,1, трясёт, путается речь
у отца гипогликемия, не реагирует
обварился кипятком, ребёнок 1 год
сильный ожог, кожа слезла
ударило током, болит сердце
ударился головой, рвота и сонный
ребенок упал с пеленального столика вниз головой, рвёт
сбила машина, ему плохо
перелом, кость торчит
собака покусала ребёнку лицо, кровь
укусила змея
утонул, достали, кашляет и синий
мошонка болит сильно внезапно, сын 12 лет
в глаз попала кислота
щёлочь в глазах, жжёт
нога опухла посинела и одышка появилась внезапно
давление 220 на 120 и тошнит, голова раскалывается
пульс 180 и мутит, слабость
сердце бьется как бешенное и обморок
скорую!!!
вызовите скорую пожалуйста
Мне очень плохо, умираю
помогите срочно, человек умирает
после удаления зуба опухла шея, не могу глотать и открыть рот
щека раздулась, температура 39, тяжело глотать и дышать
передоз
друг передознулся, не отвечает
белая горячка, бросается на людей
инсульд у бабушки походу
балит в груди и руку тянет
рибенок ни дышит
грудак давит вторые сутки, левая рука немеет
`;

const dangerEnglish = `
I have crushing chest pain
chest pain going down my left arm
my chest feels tight and I am sweating
pressure in the chest since an hour, feel sick
I think my dad is having a heart attack
possible stroke, her face is drooping
his speech is slurred and arm is weak all of a sudden
sudden numbness on one side
worst headache of my life came on suddenly
I can't breathe
cant breath, inhaler is not working
my baby is struggling to breathe
lips are turning blue
he is choking
severe asthma attack
my throat is closing up after peanuts
tongue swollen after a bee sting
anaphylaxis, used the epipen already
face swelling after the injection you gave me
bleeding won't stop after my tooth extraction
heavy bleeding, soaking a pad every half hour
I am 30 weeks pregnant and bleeding
waters broke at 29 weeks
baby hasn't moved since yesterday, 36 weeks
vomiting blood
coughing up blood
black tarry stool and dizzy
I cut my wrist and it is deep
I want to kill myself
I don't want to live anymore
thinking about suicide
I am going to end it all tonight
my friend took all her pills
overdose
my son swallowed a button battery
toddler drank bleach
carbon monoxide alarm went off and we feel dizzy
she fainted and won't wake up
unconscious, breathing weird
he is not breathing
having a seizure right now
my daughter is fitting, eyes rolled back
newborn with fever 38.4
2 month old is burning up and floppy
rash that doesn't fade and stiff neck
fell down the stairs and passed out
hit his head and keeps vomiting
bone is sticking out
severe burn on my arm, skin came off
electric shock, heart is racing
snake bite
chemical in my eye, it burns
sudden loss of vision in one eye
severe stomach pain, belly hard as a board
sugar is 2.3 and he is confused
please call an ambulance
I need help now I'm dying
leg swollen and suddenly short of breath
swelling in my neck after root canal, can't swallow
chets pain wont go away
hart attack i think
suiside thoughts every day
`;

/** Nobody needs an ambulance: denied, past, asked about in general, figurative, or another matter. */
const calmRussian = `
Сколько стоит консультация кардиолога?
Боли в груди нет, просто хочу проверить сердце
одышки и боли в груди не было
Инсульт был пять лет назад, нужна реабилитация
у дедушки был инфаркт в 2019, хотим на плановый осмотр
Делаете ли вы профилактику инсульта?
Есть ли у вас курс первой помощи при инфаркте?
убийственные цены у вас
цены убивают, просто грабёж
умираю от скуки в вашей очереди
чуть не умер со смеху, какой у вас доктор шутник
доктор Смертин принимает по субботам?
Сердечное спасибо врачу!
сердце радуется, какие у вас добрые медсёстры
Администратор меня просто убила своим ответом
до смерти надоело ждать звонка
задыхаемся от жары в коридоре, поставьте кондиционер
воздуха не хватает в приёмной, проветривайте
в горле ком от ваших цен
Кровь сдать можно без записи?
анализ крови на сахар натощак?
сколько стоит общий анализ крови
кровь из вены брали аккуратно, спасибо
Кровоточат дёсны при чистке, к кому записаться
кровь свернулась быстро, всё зажило, спасибо
после удаления зуба кровь остановилась, когда можно есть?
Запишите на удаление вен лазером
удаляете ли вы родинки на груди
Грудь болит перед месячными, нужен маммолог
маммография груди сколько стоит
кормлю грудью, можно ли лечить зубы?
грудной ребёнок, плановый осмотр в 3 месяца
у грудничка нет температуры, нужна справка в бассейн
Температура была на прошлой неделе, сейчас здоровы, нужна справка
Температура 37,1 и насморк, к терапевту можно?
прививка от температуры не повысится?
температура в кабинете была низкая, замёрзли
аллергия на пыльцу, запись к аллергологу
нет аллергии на антибиотики
анафилаксии никогда не было, хочу пробы на аллергию
отёк ног к вечеру, к какому врачу?
небольшой отек после чистки, это нормально?
Можно ли пломбу при беременности
беременность 12 недель, запись на скрининг
ведение беременности цена
планирую беременность, какие анализы
кровотечения нет, всё хорошо после операции, когда снимать швы
тошноты и рвоты нет, просто нет аппетита
судороги в икрах по ночам давно, какие анализы сдать
эпилепсия в ремиссии, нужна справка
сознание не теряла, просто иногда кружится голова
Астма с детства под контролем, нужен рецепт
рецепт на ингалятор продлить
как записаться к психотерапевту
тревога и бессонница, хочу к психологу
мысли не о самоубийстве, просто грустно осенью
суицидальных мыслей нет, хочу сменить антидепрессант
хочу жить без боли в спине, подскажите врача
жить стало легче после вашего лечения!
работаете с диабетом? сахар 6,1 утром
сахар 5,4 это норма?
отравились ценами в вашем буфете
пищевое отравление было в мае, остались ли анализы
порезался бумагой в регистратуре, мелочь, но неприятно
ожог от солнца был летом, остались пятна
ожог шейки матки прижигание сколько стоит
Удар по кошельку ваши цены
ударили по рукам, договорились, жду договор
машина сбила ваш шлагбаум, кому звонить
где у вас стоянка для скорой помощи?
скорая стоматологическая помощь у вас платная?
скоро ли откроется запись на август
есть ли у вас платная скорая, хотим перевезти бабушку планово в четверг
вызов врача на дом цена
приём длился 10 минут, ни дышать, ни лёгкие не послушали
врач даже не послушал как дышит ребенок
не дышите во время снимка, сказали мне, и ушли на минуту, смешно
голова болит от ваших звонков
голова идёт кругом от акций
мигрень с юности, нужен невролог
болит колено после бега неделю
болит зуб, можно завтра?
болит спина, массаж есть?
болит живот после еды иногда, гастроэнтеролог когда принимает
живот не болит, гастроскопия плановая
изжога после кофе, нужна консультация
УЗИ сердца ребёнку
ЭКГ с расшифровкой почём
Холтер на сутки есть?
давление 130 на 85, нужно ли что-то делать
давление измерили, 120 на 80, всё хорошо
Давление со стороны менеджера, навязывали услуги
давит пломба после лечения
пульс 72, рост 180
глаз дёргается неделю, к неврологу?
зрение падает постепенно, подберите очки
очки сломались, подбор линз
перелом руки был в марте, нужна физиотерапия
перелом срастается, когда снимать гипс
собака друг человека, можно с ней в клинику?
укус исправляете брекетами?
глубокий прикус у ребёнка, запись к ортодонту
змеиный яд крем в вашей аптеке есть?
химчистка лица в косметологии, не печёт?
химический пилинг цена
батарейки в слуховом аппарате меняете?
таблетки от давления выписываете онлайн?
пачку масок забыл у вас в гардеробе
передозировка витамином D возможна?
что такое передозировка анестетиком, боюсь заранее
боюсь умереть под наркозом, как проходит анестезия
смертельно боюсь стоматологов
дедушка умер в прошлом году, как закрыть его договор
моя мама умерла, верните предоплату
срочно нужна справка 086
срочно перезвоните, не могу записаться
помогите оплатить на сайте, не проходит карта
не могу войти в личный кабинет
не могу дозвониться, очень плохо работает телефон
очень плохо обслужили, верните деньги
Ужасно болезненный укол, но сейчас всё прошло
онемение после анестезии прошло за два часа, спасибо
рука не немеет больше, массаж помог
немеют пальцы от мышки по вечерам месяцами, к какому врачу
лицо сияет после чистки!
операция прошла, чувствую себя хорошо
реанимация вашего сайта нужна, не открывается
взрыв эмоций, спасибо доктору
бомба, а не врач
`;

const calmEnglish = `
How much is a cardiology consultation?
No chest pain, just a routine check of my heart
I do not have any shortness of breath
He had a stroke in 2018 and needs rehab
My father had a heart attack ten years ago, can he have implants?
Do you teach first aid for choking?
your prices are killing me
I nearly died laughing, great doctor
dying to see my new smile
bored to death in your waiting room
the receptionist nearly gave me a heart attack with that bill, lol
heart-warming staff, thank you
breathtaking view from your windows
could you open a window, it is hard to breathe with all that perfume in the lobby
blood test without appointment?
is a fasting blood sugar test needed?
no bleeding since the surgery, when are the stitches removed
gums bleed a little when I floss, hygienist please
bleeding stopped hours ago, can I eat now?
breast pain before my period, mammogram price?
is it safe to have a filling while breastfeeding
baby check-up at 3 months, no fever
fever was last week, we are fine now, need a note for school
temperature 37.1 and a runny nose, GP tomorrow?
hay fever appointment
I am allergic to penicillin, please note it
never had anaphylaxis, want an allergy test
ankles swell in the evening, which doctor?
12 weeks pregnant, book the scan
prenatal care packages
no vomiting, just no appetite lately
epilepsy in remission, need a certificate
asthma under control, renew my inhaler prescription
how do I book a therapist
I'm not suicidal, I just want to change my antidepressant
anxiety and poor sleep, looking for a counsellor
suicide prevention training for our school, do you offer it?
overdose of vitamin D, is that even possible?
knee pain after running
toothache, any slot tomorrow?
back pain for months
heartburn after coffee
blood pressure 130 over 85, do I need a doctor
ECG price
my phone battery died in your corridor
an ambulance was blocking your car park
where do ambulances park?
I can't log in
help, the payment page will not load
urgent: need my invoice by Friday
headache from your hold music
overbite correction with braces
the dog bit my retainer, can you make a new one
sunburn last summer left spots
broken arm in March, when does physio start
numb lip wore off after two hours, all good
her husband died last year, please close his record
scared to death of dentists
the parking fees are a stroke of genius, said nobody
shocked by the bill
`;

/** Each phrase with whether urgent help is needed. */
export const dangerCorpus: readonly { text: string; danger: boolean }[] = [
  ...[...lines(dangerRussian), ...lines(dangerEnglish)].map((text) => ({ text, danger: true })),
  ...[...lines(calmRussian), ...lines(calmEnglish)].map((text) => ({ text, danger: false })),
];
