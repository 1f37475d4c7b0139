/** People of a travel desk, by the encodings that spreadsheets of their countries save lists in. */
export const NAMES: { encodings: readonly string[]; names: readonly string[] }[] = [
  {
    // German
    encodings: ['win1252', 'macroman', 'cp850', 'cp437', 'win1250'],
    names: [
      'Jürgen Müller',
      'Käthe Schäfer',
      'Jörg Böhm',
      'Günther Weiß',
      'Ägidius Öttl',
      'Björn Höfer',
      'Ann Lee',
      'Ulrich Groß',
    ],
  },
  {
    // French
    encodings: ['win1252', 'macroman', 'cp850'],
    names: [
      'Zoé Lefèvre',
      'François Géraud',
      'Hélène Dubois',
      'Benoît Château',
      'Éloïse Forêt',
      'Anaïs Noël',
      'Théo Côté',
    ],
  },
  {
    // Spanish
    encodings: ['win1252', 'macroman', 'cp850', 'cp437'],
    names: [
      'José Muñoz',
      'Íñigo Peña',
      'María Ángeles Núñez',
      'Andrés López',
      'Sofía Ibáñez',
      'Raúl Gómez',
      'Begoña Agüero',
    ],
  },
  {
    // Portuguese
    encodings: ['win1252', 'macroman', 'cp850'],
    names: ['João Gonçalves', 'Conceição Araújo', 'Inês Magalhães', 'António Simões', 'Débora Brandão', 'Luís Fração'],
  },
  {
    // Italian
    encodings: ['win1252', 'macroman', 'cp850'],
    names: ['Niccolò Rossi', 'Nicolò Dalò', 'Mattà Forlì', 'Giosuè Bianchi', 'Marco Verdi'],
  },
  {
    // Scandinavian
    encodings: ['win1252', 'macroman', 'cp850'],
    names: ['Søren Kjær', 'Åse Bjørnstad', 'Jørgen Østergård', 'Astrid Åkesson', 'Håkon Sætre', 'Gösta Sjöberg'],
  },
  {
    // Icelandic
    encodings: ['win1252', 'macroman', 'cp850'],
    names: ['Þórdís Guðmundsdóttir', 'Sigurður Ólafsson', 'Björk Þorláksdóttir', 'Ægir Hróðmarsson', 'Ýmir Másson'],
  },
  {
    // Polish
    encodings: ['win1250', 'cp852', 'maccenteuro', 'iso88592'],
    names: [
      'Łukasz Wójcik',
      'Małgorzata Świątek',
      'Zbigniew Żółć',
      'Józef Gąsior',
      'Agnieszka Kowalczyk',
      'Stanisław Dąbrowski',
    ],
  },
  {
    // Czech and Slovak
    encodings: ['win1250', 'cp852', 'maccenteuro', 'iso88592'],
    names: [
      'Jiří Dvořák',
      'Tomáš Čapek',
      'Božena Němcová',
      'Ľudovít Štúr',
      'Šárka Růžičková',
      'Zdeněk Kříž',
      'Jana Málková',
    ],
  },
  {
    // Hungarian
    encodings: ['win1250', 'cp852', 'iso88592'],
    names: ['László Kovács', 'Gergő Szőke', 'Tímea Erdős', 'Bálint Sütő', 'Orsolya Győri', 'Jenő Fűzfa'],
  },
  {
    // Turkish
    encodings: ['win1254', 'macturkish', 'cp857'],
    names: ['Gülşah Yıldız', 'Çağrı Öztürk', 'İbrahim Şahin', 'Ayşe Gökçe', 'Oğuz Kılıç', 'Emine Doğan'],
  },
  {
    // Russian and Ukrainian
    encodings: ['win1251', 'koi8-u', 'cp866', 'maccyrillic', 'iso88595'],
    names: [
      'Иван Петров',
      'Мария Кузнецова',
      'Сергей Смирнов',
      'Ольга Васильева',
      'Дмитрий Попов',
      'Наталья Соколова',
      'Алексей Щукин',
    ],
  },
  {
    encodings: ['win1251', 'koi8-u', 'maccyrillic'],
    names: [
      'Олена Шевченко',
      'Тарас Коваленко',
      'Ірина Бондаренко',
      'Андрій Ткаченко',
      'Євген Кравчук',
      'Юлія Мельник',
    ],
  },
  {
    // Greek
    encodings: ['win1253', 'macgreek'],
    names: ['Γιώργος Παπαδόπουλος', 'Μαρία Οικονόμου', 'Νίκος Δημητρίου', 'Ελένη Γεωργίου', 'Κώστας Αντωνίου'],
  },
  {
    // Hebrew
    encodings: ['win1255'],
    names: ['דוד כהן', 'שרה לוי', 'יוסף מזרחי', 'רחל פרץ', 'אברהם ביטון'],
  },
  {
    // Arabic
    encodings: ['win1256'],
    names: ['محمد علي حسن', 'فاطمة الزهراء', 'أحمد إبراهيم', 'ليلى منصور', 'خالد عبد الله', 'عائشة يوسف'],
  },
  {
    // Thai
    encodings: ['win874'],
    names: ['สมชาย ใจดี', 'สมหญิง รักไทย', 'วิชัย ศรีสุข', 'นภา แสงทอง', 'ธนพล วงศ์สวัสดิ์'],
  },
  {
    // Chinese, simplified and traditional
    encodings: ['gb18030', 'gbk'],
    names: ['王小明', '李娜', '张伟', '刘洋', '陈静', '赵丽颖', '欧阳娜娜', '周杰', '黄晓东'],
  },
  {
    encodings: ['big5', 'gb18030'],
    names: ['陳怡君', '林志豪', '黃淑芬', '張雅婷', '李宗翰', '吳佩珊', '劉德華'],
  },
  {
    // Japanese
    encodings: ['cp932', 'eucjp'],
    names: ['佐藤太郎', '鈴木花子', '高橋健一', '田中美咲', '渡辺さくら', 'ヤマダ タロウ', '小林直樹'],
  },
  {
    // Korean
    encodings: ['cp949'],
    names: ['김철수', '이영희', '박민수', '최지우', '정현우', '강서연', '조은지'],
  },
];
