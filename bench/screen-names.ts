/** Names and texts that the benchmarks of screening ask; the same on every run. */
import { readFileSync } from 'node:fs';
import type { ListedEntity } from '../src/model/lists.ts';

/** Every name of an entry, as it is listed. */
export const namesOf = ({ name, aliases, weakAliases, nativeNames }: ListedEntity): readonly string[] => [
  name,
  ...aliases,
  ...weakAliases,
  ...nativeNames,
];

/** A small generator of numbers, the same each time. */
export function dice(seed: number): (sides: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** Persons that nobody is: true given names, family names of invented syllables, in Latin, Cyrillic and Arabic letters. */
export function invented(count: number, seed = 1): readonly string[] {
  const roll = dice(seed);
  const words: { nicknames: string[][] } = JSON.parse(
    readFileSync(new URL('../data/screen/words.json', import.meta.url), 'utf8'),
  );
  const given = words.nicknames.flat().filter((name) => /^[a-z]+$/.test(name));
  const pick = (all: readonly string[]): string => all[roll(all.length)] ?? '';
  const family: Readonly<Record<string, readonly (readonly string[])[]>> = {
    latin: [
      ['har', 'quay', 'mor', 'tel', 'bran', 'ost', 'lin', 'kar', 'ves', 'dun'],
      ['bour', 'ber', 'do', 'va', 'ti', 'ne', 'sta', 'mi'],
      ['man', 'sen', 'ski', 'ton', 'ez', 'ov', 'oglu', 'eira', 'ström'],
    ],
    cyrillic: [
      ['Бор', 'Мар', 'Зел', 'Вол', 'Тим'],
      ['ов', 'ен', 'ич', 'ас'],
      ['ский', 'ова', 'ко', 'енко'],
    ],
    arabic: [
      ['بر', 'نص', 'حم', 'سل', 'رم'],
      ['ي', 'ا', 'و'],
      ['دي', 'مان', 'ري', 'شي'],
    ],
  };
  const arabicGiven = ['محمد', 'علي', 'حسن', 'فاطمة', 'سعيد', 'ليلى'];
  return Array.from({ length: count }, () => {
    const script = ['latin', 'latin', 'latin', 'latin', 'latin', 'latin', 'cyrillic', 'arabic'][roll(8)] ?? 'latin';
    const name = (family[script] ?? []).map(pick).join('');
    const first = script === 'arabic' ? pick(arabicGiven) : pick(given);
    return roll(3) === 0
      ? `${first} ${script === 'arabic' ? pick(arabicGiven) : pick(given)} ${name}`
      : `${first} ${name}`;
  });
}

export function recombined(listed: readonly string[], count: number): readonly string[] {
  const roll = dice(3);
  const word = (): string => {
    const words = (listed[roll(listed.length)] ?? '').split(' ');
    return words[roll(words.length)] ?? '';
  };
  return Array.from({ length: count }, () => Array.from({ length: 2 + roll(3) }, word).join(' '));
}

export function titles(count: number): readonly string[] {
  const roll = dice(5);
  const words =
    'harbour town news about our shipping services and the best offers for you | official site - welcome to contact pier seven cranes boats repair'.split(
      ' ',
    );
  return Array.from({ length: count }, () => {
    let text = '';
    while (text.length < 96) text += `${words[roll(words.length)]} `;
    return text;
  });
}

export function every<T>(all: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, Math.floor(all.length / count));
  return all.filter((_, at) => at % step === 0).slice(0, count);
}

/** A name with letters lost, doubled, swapped or mistyped, so many; blanks and short words stay. */
export function withSlips(name: string, slips: number, roll: (sides: number) => number): string {
  const letters = Array.from(name);
  for (let slip = 0; slip < slips; slip += 1) {
    const at = roll(letters.length);
    const letter = letters[at] ?? '';
    if (!/\p{L}/u.test(letter)) continue;
    const next = letters[at + 1] ?? '';
    switch (roll(4)) {
      case 0:
        letters.splice(at, 1);
        break;
      case 1:
        letters.splice(at, 0, letter);
        break;
      case 2:
        if (/\p{L}/u.test(next)) letters.splice(at, 2, next, letter);
        break;
      default:
        if (/[a-z]/i.test(letter)) letters[at] = 'aeioustrnlmk'.charAt(roll(12));
    }
  }
  return letters.join('');
}

/** Common given and family names, a country a line: what a register of customers is full of. From common knowledge, 2026-11-23. */
const COMMON_NAMES: Readonly<Record<string, readonly [string, string]>> = {
  american: [
    'James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Christopher Karen Charles Lisa Daniel Nancy Matthew Betty Anthony Sandra Mark Margaret Donald Ashley Steven Kimberly Andrew Emily Paul Donna Joshua Michelle Kenneth Carol Kevin Amanda Brian Melissa George Deborah Timothy Stephanie Ronald Rebecca Jason Laura Edward Helen Jeffrey Sharon Ryan Cynthia Jacob Kathleen Gary Amy Nicholas Angela',
    'Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers',
  ],
  german: [
    'Hans Peter Wolfgang Klaus Jürgen Thomas Michael Andreas Stefan Ursula Monika Petra Sabine Renate Helga Karin Brigitte Ingrid Erika Andrea',
    'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann',
  ],
  french: [
    'Jean Marie Pierre Michel André Philippe Nathalie Isabelle Sylvie Catherine Françoise Nicolas Julien Camille Léa Chloé Antoine Hugo Margaux Élodie',
    'Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia David Bertrand Roux Vincent Fournier',
  ],
  spanish: [
    'Antonio José Manuel Francisco Juan David Carmen María Ana Isabel Laura Cristina Marta Pilar Dolores Javier Daniel Carlos Miguel Alejandro',
    'García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez',
  ],
  portuguese: [
    'Maria Ana João Antônio Francisco Carlos Paulo Pedro Lucas Luiz Marcos Rafael Fernanda Patrícia Aline Juliana Camila Bruna Letícia Gabriela',
    'Silva Santos Oliveira Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro Martins Carvalho Almeida Lopes Soares Fernandes Vieira Barbosa',
  ],
  nordic: [
    'Lars Anders Johan Erik Nils Karin Anna Eva Kristina Maria Ole Kari Ingrid Bjørn Jens Mette Hanne Matti Liisa Juhani',
    'Andersson Johansson Karlsson Nilsson Eriksson Larsson Hansen Johansen Olsen Larsen Andersen Jensen Nielsen Pedersen Korhonen Virtanen Mäkinen Nieminen Berg Lund',
  ],
  polish: [
    'Anna Maria Katarzyna Małgorzata Agnieszka Barbara Ewa Krystyna Piotr Krzysztof Andrzej Tomasz Paweł Jan Michał Marcin Jakub Adam Marek Łukasz',
    'Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Pawłowski',
  ],
  turkish: [
    'Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail Osman Yusuf Fatma Ayşe Emine Hatice Zeynep Elif Meryem Şerife Sultan Zehra',
    'Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek',
  ],
  russian: [
    'Александр Сергей Владимир Андрей Алексей Дмитрий Николай Иван Михаил Евгений Елена Ольга Наталья Татьяна Ирина Светлана Анна Мария Людмила Галина',
    'Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев',
  ],
  ukrainian: [
    'Олександр Сергій Володимир Андрій Микола Іван Василь Олег Юрій Віктор Олена Наталія Ірина Оксана Тетяна Людмила Ганна Марія Катерина Юлія',
    'Мельник Шевченко Бойко Коваленко Бондаренко Ткаченко Кравченко Ковальчук Коваль Олійник Шевчук Поліщук Іваненко Лисенко Савченко Руденко Петренко Марченко Мороз Павленко',
  ],
  greek: [
    'Γεώργιος Ιωάννης Κωνσταντίνος Δημήτριος Νικόλαος Παναγιώτης Βασίλειος Χρήστος Αθανάσιος Μαρία Ελένη Αικατερίνη Βασιλική Σοφία Αγγελική Γεωργία Δήμητρα Κωνσταντίνα Ευαγγελία Ιωάννα',
    'Παπαδόπουλος Βλάχος Αγγελόπουλος Νικολαΐδης Γεωργίου Παπαδάκης Οικονόμου Δημητρίου Παππάς Ιωάννου Μακρής Καραγιάννης Βασιλείου Αντωνίου Παναγιωτόπουλος Χριστοδούλου Κωνσταντίνου Αλεξίου Σταυρόπουλος Καλογερόπουλος',
  ],
  arabic: [
    'محمد أحمد علي حسن حسين عمر خالد إبراهيم يوسف عبدالله فاطمة عائشة مريم زينب خديجة سارة نور ليلى هدى أمل',
    'الحسن العلي المصري الأحمد النجار الخطيب حداد الشامي البغدادي العمري القحطاني الغامدي الزهراني العتيبي الحربي الشهري الدوسري المالكي السيد منصور',
  ],
  persian: [
    'علی محمد رضا حسین مهدی امیر حسن سعید مجید حمید فاطمه زهرا مریم لیلا سارا نرگس الهام مینا شیرین پریسا',
    'محمدی حسینی احمدی رضایی کریمی موسوی جعفری صادقی رحیمی قاسمی ابراهیمی حیدری اکبری هاشمی مرادی نوری یوسفی عباسی کاظمی سلیمانی',
  ],
  hebrew: [
    'דוד יוסף משה אברהם יעקב דניאל נועם איתן אורי עידו שרה רחל לאה מרים אסתר נועה תמר יעל מיכל שירה',
    'כהן לוי מזרחי פרץ ביטון דהן אברהם פרידמן אגבבה מלכה אזולאי כץ יוסף דוד עמר אוחיון חדד גבאי ברק שפירא',
  ],
  chinese: [
    '伟 芳 娜 秀英 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 建国 志强 淑珍 小红 文华 国栋 佳怡',
    '王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗',
  ],
  korean: [
    '민준 서연 지훈 지우 현우 수빈 영희 철수 영수 미경 정희 성호 은주 준호 민지 하은 도윤 예준 지민 상훈',
    '김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 홍',
  ],
  japanese: [
    '太郎 花子 健一 陽子 大輔 直樹 恵子 翔太 美咲 拓也 さくら 結衣 誠 裕子 和夫 由美子 浩 幸子 一郎 真由美',
    '佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 清水',
  ],
  indian: [
    'Rajesh Sanjay Anil Sunil Vijay Amit Rahul Priya Anjali Neha Pooja Deepak Suresh Ramesh Kavita Sunita Lakshmi Arjun Rohit Meera',
    'Sharma Verma Gupta Singh Kumar Patel Reddy Iyer Nair Das Banerjee Mukherjee Chatterjee Joshi Mehta Shah Rao Pillai Mishra Yadav',
  ],
  pakistani: [
    'Muhammad Ahmed Ali Hassan Usman Bilal Imran Asif Tariq Nadeem Fatima Ayesha Sana Hina Saima Nadia Zainab Rabia Sadia Amna',
    'Khan Malik Butt Qureshi Sheikh Chaudhry Mirza Hussain Iqbal Siddiqui Akhtar Rana Bhatti Javed Mahmood Aslam Raza Shah Ansari Hashmi',
  ],
  african: [
    'Chinedu Oluwaseun Amina Fatou Kwame Abena Moussa Ibrahim Aminata Ousmane Thabo Nomsa Sipho Juma Wanjiru Otieno Akinyi Tendai Farai Blessing',
    'Okafor Adeyemi Diallo Traoré Mensah Owusu Ndiaye Sow Dlamini Nkosi Mwangi Kamau Ochieng Moyo Ncube Banda Phiri Kone Camara Eze',
  ],
  indonesian: [
    'Budi Agus Siti Dewi Eko Sri Rina Hendra Wahyu Putri Dian Joko Yulia Rizki Ahmad Nur Indah Bambang Ratna Fitri',
    'Santoso Wijaya Kusuma Hidayat Saputra Pratama Setiawan Nugroho Susanto Wibowo Gunawan Suryadi Permana Rahman Siregar Nasution Simanjuntak Halim Utomo Lestari',
  ],
};

/** Persons of common names, by how they are asked after: of every country and script, and American ones alone. */
export function nobodies(count: number): Readonly<Record<string, readonly string[]>> {
  const roll = dice(11);
  const pick = (all: readonly string[]): string => all[roll(all.length)] ?? '';
  const countries = Object.keys(COMMON_NAMES);
  const person = (country: string): string => {
    const [given = [], family = []] = (COMMON_NAMES[country] ?? []).map((names) => names.split(' '));
    return roll(3) === 0 ? `${pick(given)} ${pick(given)} ${pick(family)}` : `${pick(given)} ${pick(family)}`;
  };
  return {
    'of every country': Array.from({ length: count }, () => person(pick(countries))),
    American: Array.from({ length: count }, () => person('american')),
  };
}
