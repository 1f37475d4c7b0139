/** Letters besides a to z of languages that are written in Latin letters. A word is of one of them. */
const LATIN = [
  'äöüßéë', // German
  'äåö', // Swedish, Finnish
  'áéíóúüñ', // Spanish
  'áâãàçéêíóôõú', // Portuguese
  'àâæçéèêëîïôœùûüÿ', // French
  'àèéìíòóùúî', // Italian
  'éëïöüáóíèêäâûúôç', // Dutch
  'åæøéáöäüó', // Danish, Norwegian
  'áðéíóúýþæö', // Icelandic
  'ąćęłńóśźż', // Polish
  'áčďéěíňóřšťúůýž', // Czech
  'áäčďéíĺľňóôŕšťúýž', // Slovak
  'áéíóöőúüű', // Hungarian
  'ăâîșțşţ', // Romanian
  'çğıöşüâîûi̇', // Turkish
  'čćđšžñ', // Croatian, Slovenian
  'ąčęėįšųūž', // Lithuanian
  'āčēģīķļņšūž', // Latvian
  'äõöüšž', // Estonian
  'çë', // Albanian
  'àçéèíïóòúü', // Catalan
].map((letters) => new Set(letters));

const CYRILLIC = [
  'абвгдеёжзийклмнопрстуфхцчшщъыьэюя', // Russian, Bulgarian
  'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя', // Ukrainian
  'абвгдеёжзійклмнопрстуўфхцчшыьэюя', // Belarusian
  'абвгдђежзијклљмнњопрстћуфхцчџш', // Serbian
  'абвгдѓежзѕијклљмнњопрстќуфхцчџш', // Macedonian
].map((letters) => new Set(letters));

const PORTUGUESE = 3;
/** Nasal vowels stand there before few letters: João, Simões, Magalhães. */
const NASAL = /õ(?!e)|ã(?![oe]|s?$|\P{L})/iu;

/** By index, the languages that a word in Latin letters can be of. */
export function latinLanguages(word: string): number[] {
  const letters = [...word.toLowerCase()].filter((letter) => letter > '\x7f' && /[\p{L}\p{M}]/u.test(letter));
  return LATIN.flatMap((language, index) => {
    const fits = letters.every((letter) => language.has(letter)) && !(index === PORTUGUESE && NASAL.test(word));
    return fits ? [index] : [];
  });
}

export function cyrillicLanguages(word: string): number[] {
  const letters = [...word.toLowerCase()].filter((letter) => /\p{L}/u.test(letter));
  return CYRILLIC.flatMap((language, index) => (letters.every((letter) => language.has(letter)) ? [index] : []));
}

const each = (characters: string) => new Set(characters.replace(/\s/g, ''));

/** Family names of China, Taiwan and Hong Kong, and characters that given names and orders are often written with. */
export const HAN_NAMES = each(`
  王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史
  顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边
  張劉陳楊趙黃吳孫馬羅鄭謝馮蕭鄧許呂蘇盧蔣賈葉閻鐘鍾譚鄒陸顧龍萬錢湯喬賀賴龔龐蘭顏嚴蘆韋畢聶叢齊莊塗時關費紀歐項陽衛覃單寧閔華車邊
  伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂建国志永健文辉力生海山仁波宁贵福新家佳子欣怡俊豪浩宇轩梓涵雨晨思琪小大美玲慧雪梅春红玉婷琳倩晓东嘉淑惠雅婉君雯志偉靜麗軍傑濤剛國輝貴紅曉東華婷
`);
/** Family and given names of Japan. */
export const JAPANESE_NAMES = each(`
  佐藤鈴木高橋田中伊渡辺邊山本村小林加吉川口松井上斎斉崎清池阿部石前藤岡後遠青坂福西太三浦原竹内金子和谷野中島嶋森橋今河大久保長尾平千葉菅岩桜野増新古市丸宮杉安東武水柴酒工横浜
  一郎二次子美恵太健翔陽菜花葵結衣愛優真由香里奈直樹拓也大輔和夫博明正雄裕智誠剛隆浩幸弘秀洋介悠斗蓮颯
`);
/** First syllables of Korean names. */
export const KOREAN_FAMILIES = each(
  '김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용',
);
