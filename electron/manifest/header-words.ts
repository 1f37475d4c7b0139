import { MANIFEST_COLUMNS, type ManifestColumn } from '../../shared/model.ts';
import { machineLine } from '../../shared/one-line.ts';

export const COLUMNS = MANIFEST_COLUMNS;
export type Column = ManifestColumn;

/**
 * What people write above these columns, in the languages of the resellers. Left out is what may be something else: “No.” and “Nr”
 * number the lines, “amount” and “total” may be prices, the French “nombre” counts what the Spanish one names.
 */
const WORDS: Record<Column | 'iccid', string> = {
  name: `
    name, names, full name, fullname, guest, guests, guest name, guest full name, traveller, traveler, travellers, travelers,
    traveller name, traveler name, passenger, passengers, passenger name, pax, pax name, customer name, client name, person, participant,
    participant name, attendee, attendee name, visitor, visitor name, member, member name, employee, employee name, contact name,
    recipient, card name, user name, student, student name,
    nombre, nombre completo, nombre y apellidos, apellidos y nombre, huésped, viajero, pasajero, nombre del huésped, nombre del cliente,
    vollständiger name, vor- und nachname, gast, gastname, reisender, reisende, teilnehmer, kundenname, person,
    nom, nom complet, nom et prénom, prénom et nom, voyageur, passager, invité, nom du client, nom du voyageur,
    nome, nome completo, nome e cognome, cognome e nome, ospite, viaggiatore, passeggero, nominativo, nome cliente,
    hóspede, viajante, passageiro, convidado, nome do cliente, nome do hóspede,
    imię i nazwisko, nazwisko i imię, imię, nazwisko, gość, podróżny, pasażer, uczestnik,
    الاسم, اسم, الاسم الكامل, اسم الضيف, اسم المسافر, اسم العميل, الضيف, المسافر,
    名前, 氏名, お名前, 姓名, 旅客名, ゲスト名, お客様名, 顧客名, 参加者, 参加者名, 旅行者,
    名字, 客人, 客人姓名, 旅客, 旅客姓名, 客户姓名, 客戶姓名, 游客, 遊客, 旅客名字,
    이름, 성명, 성함, 고객명, 여행자, 여행자명, 탑승자, 투숙객, 참가자,
    ชื่อ, ชื่อ-นามสกุล, ชื่อและนามสกุล, ชื่อลูกค้า, ชื่อผู้เดินทาง, ผู้เดินทาง, ผู้โดยสาร,
    όνομα, ονοματεπώνυμο, επώνυμο, επισκέπτης, ταξιδιώτης, επιβάτης, πελάτης,
    ім'я, імя, піб, прізвище та ім'я, прізвище, ім'я та прізвище, гість, мандрівник, пасажир,
    имя, фио, имя и фамилия, фамилия и имя, фамилия, гость, путешественник, пассажир, турист,
    नाम, पूरा नाम, अतिथि, यात्री, यात्री का नाम, अतिथि का नाम,
    ad, adı, isim, ad soyad, adı soyadı, isim soyisim, misafir, yolcu, misafir adı, yolcu adı`,
  reference: `
    reference, references, ref, refs, ref no, ref nr, ref number, reference no, reference number, reference id, your reference,
    customer reference, customer ref, customerref, client reference, guest reference, booking, booking no, booking number, booking id,
    booking ref, booking reference, booking code, bookingref, reservation, reservation no, reservation number, reservation id,
    confirmation, confirmation no, confirmation number, pnr, record locator, voucher, voucher no, order no, order number, order id,
    order ref, order reference, invoice no, invoice number, po number, case number, file no,
    referencia, ref cliente, número de reserva, nº de reserva, reserva, localizador, pedido, número de pedido,
    referenz, referenznummer, buchung, buchungsnummer, buchungsnr, buchungscode, reservierung, auftragsnummer, bestellnummer, kundenreferenz,
    référence, réf, n° de réservation, numéro de réservation, réservation, numéro de commande, commande, dossier,
    riferimento, rif, prenotazione, numero prenotazione, codice prenotazione, numero ordine,
    referência, número da reserva, nº da reserva, número do pedido, localizador,
    numer referencyjny, referencja, rezerwacja, numer rezerwacji, nr rezerwacji, numer zamówienia,
    المرجع, مرجع, رقم الحجز, الحجز, رقم المرجع, رقم الطلب,
    参照, 参照番号, 予約番号, 注文番号, 管理番号, 備考番号,
    参考, 参考号, 参考編號, 参考编号, 订单号, 訂單號, 訂單編號, 订单编号, 预订号, 預訂編號, 预订编号, 确认号,
    참조, 참조번호, 예약번호, 예약 번호, 주문번호, 주문 번호,
    อ้างอิง, หมายเลขอ้างอิง, เลขที่อ้างอิง, หมายเลขการจอง, เลขที่การจอง, รหัสการจอง,
    αναφορά, αριθμός αναφοράς, κράτηση, αριθμός κράτησης, κωδικός κράτησης,
    посилання, номер бронювання, бронювання, номер замовлення, референс,
    ссылка, номер брони, номер бронирования, бронирование, бронь, номер заказа, референс,
    संदर्भ, संदर्भ संख्या, बुकिंग, बुकिंग संख्या, बुकिंग नंबर,
    referans, referans no, rezervasyon, rezervasyon no, rezervasyon numarası, sipariş no`,
  bundle: `
    bundle, bundles, bundle name, bundle id, bundle code, esim bundle, data bundle, package, packages, package name, data package,
    esim package, plan, plans, plan name, data plan, esim plan, product, product name, product code, sku, offer, tariff, item name,
    paquete, paquetes, plan de datos, bono, bono de datos, tarifa, producto,
    paket, datenpaket, tarif, produkt, datentarif, paketname,
    forfait, pack, offre, produit, forfait data, forfait de données,
    pacchetto, piano, piano dati, offerta, prodotto, pacchetto dati,
    pacote, plano, plano de dados, pacote de dados, produto,
    pakiet, pakiet danych, taryfa, produkt,
    الباقة, باقة, الحزمة, حزمة, اسم الباقة, باقة البيانات, المنتج,
    バンドル, バンドル名, プラン, プラン名, パッケージ, データプラン, 商品, 商品名, 商品コード,
    套餐, 套餐名称, 套餐名稱, 流量包, 流量套餐, 数据包, 數據包, 产品, 產品, 产品名称, 方案, 方案名稱,
    번들, 번들명, 요금제, 패키지, 플랜, 상품, 상품명, 데이터 요금제,
    แพ็กเกจ, แพ็คเกจ, แพคเกจ, แพลน, แผน, ชุดข้อมูล, สินค้า, บันเดิล,
    πακέτο, πακέτο δεδομένων, πρόγραμμα, προϊόν,
    пакет, пакет даних, тариф, тарифний план, продукт, бандл,
    пакет данных, тарифный план,
    पैकेज, प्लान, बंडल, डेटा प्लान, डेटा पैकेज, उत्पाद,
    tarife, veri paketi, paket adı, ürün, ürün adı`,
  quantity: `
    quantity, quantities, q'ty, number of sims, no of sims, sim count, sims, qty, qtty, qnty, quant, count, number of esims, number of esim, no of esims, nos, pieces, pcs, pc, units, unit,
    how many, esim count, order quantity, quantity ordered, esims, esim qty,
    cantidad, cant, unidades, uds, ud, cantidad de esims, número de esims, piezas, pzas,
    menge, anzahl, stück, stk, stückzahl, anzahl der esims, anzahl esims,
    quantité, qté, qte, nombre d'esim, nombre d'esims, nb esim, nb d'esim, unités, pièces,
    quantità, qtà, q.tà, pezzi, pz, numero di esim, unità,
    quantidade, qtd, qtde, qde, número de esims, peças,
    ilość, liczba, szt, sztuk, sztuki, liczba esim, ilość sztuk,
    الكمية, كمية, العدد, عدد, عدد الشرائح, الكميه,
    数量, 個数, 枚数, 件数, 台数, 数,
    數量, 个数, 個數, 张数, 張數, 份数, 份數, 件數,
    수량, 개수, 갯수, 매수, 수,
    จำนวน, ปริมาณ, จำนวนชิ้น,
    ποσότητα, ποσ, τεμάχια, τεμ, τμχ,
    кількість, к-сть, к-ть, кіл, шт, штук, кільк,
    количество, кол-во, кол, штуки,
    मात्रा, संख्या, मात्रा संख्या, नग,
    miktar, adet, adedi, sayı, sayısı, esim sayısı, esim adedi`,
  iccid: `
    iccid, iccids, icc id, icc, icc-id, esim iccid, iccid number, iccid no, esim, esims, sim, sim number, sim card number, sim no, sim id,
    card number, número iccid, iccid nummer, iccid-nummer, numéro iccid, numero iccid, número de iccid, numer iccid, رقم iccid, iccid番号,
    iccid 번호, iccid号, iccid號, iccid код, номер iccid, αριθμός iccid`,
};

/** Columns of small numbers that say something else, and are nobody's quantity. */
const NEVER_QUANTITY = new Set(
  keysOf(`room, room no, room number, floor, seat, seat no, table, table no, gate, age, year, nights, gb, data gb, days,
    zimmer, zimmernummer, zimmer nr, tisch, alter, nächte, habitación, nº habitación, mesa, edad, noches,
    chambre, numéro de chambre, âge, nuits, camera, numero camera, età, notti, quarto, idade, noites, pokój, numer pokoju, wiek,
    غرفة, رقم الغرفة, العمر, 部屋, 部屋番号, 年齢, 房间, 房间号, 房號, 年龄, 객실, 방번호, 나이, ห้อง, อายุ, δωμάτιο, ηλικία,
    кімната, номер кімнати, вік, комната, номер комнаты, возраст, कमरा, उम्र, oda, oda no, yaş`),
);

/** Words around the one that matters: units, and what it is counted of. */
const FILLING = new Set(
  keysOf(
    'esim, esims, e, sim, sims, pcs, pc, piece, pieces, units, unit, ea, each, stk, st, uds, ud, szt, шт, adet, 個, 枚, 个, 개, 张',
  ).concat(keysOf('needed, required, requested, ordered, order, the, of, der, de, des, di, da, die, das, la, el, le')),
);

const columns = new Map(
  COLUMNS.flatMap((column) => keysOf(WORDS[column]).map((key) => [key, column] as const)).reverse(),
);
const iccids = new Set(keysOf(WORDS.iccid));

function keysOf(words: string): string[] {
  return words.split(',').map(keyOf).filter(Boolean);
}

/** Letters and digits alone, without case, accents and the spellings that differ in nothing else. */
function keyOf(text: string): string {
  return machineLine(text)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ı', 'i')
    .replaceAll('ς', 'σ')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .replaceAll('ـ', '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The ways to read a header cell: as it stands, without what is in brackets, each of two languages, without units. */
function readings(cell: string): string[][] {
  const bare = cell.replace(/[([{（【［〔<][^)\]}）】］〕>]*[)\]}）】］〕>]?/g, ' ');
  const parts = bare.split(/[/|\\\n\r:：／]|\s[-–—]\s/);
  const inBrackets = [...cell.matchAll(/[([（【［]([^)\]）】］]*)/g)].map(([, inner = '']) => inner);
  const core = keyOf(bare)
    .split(' ')
    .filter((word) => !FILLING.has(word))
    .join(' ');
  return [[keyOf(cell)], [keyOf(bare)], parts.map(keyOf), [core], inBrackets.map(keyOf)];
}

/** What a header cell means, and whether it is the column's own name. */
export function columnOf(cell: string): { column: Column; exact: boolean } | undefined {
  for (const keys of readings(cell)) {
    const found = new Set(keys.map((key) => columns.get(key)).filter((column) => column !== undefined));
    const [column] = found;
    if (column && found.size === 1) return { column, exact: keyOf(cell) === column };
  }
  return undefined;
}

/** Whether a header cell stands above numbers that are known to be no quantity. */
export function isNeverQuantity(cell: string): boolean {
  return readings(cell).some((keys) => keys.some((key) => NEVER_QUANTITY.has(key)));
}

/** Whether a header cell stands above ICCIDs. */
export function isIccidColumn(cell: string): boolean {
  return readings(cell).some((keys) => keys.some((key) => iccids.has(key)));
}

/** Whether two header cells say the same; where they have no letters, as they stand. */
export function sameHeader(one: string, other: string): boolean {
  const key = keyOf(one);
  return key === keyOf(other) && (key !== '' || machineLine(one) === machineLine(other));
}

/** Two headers with the same columns are of one shape, however they are spelt. */
export function shapeOf(header: readonly string[]): string {
  return JSON.stringify(header.map(keyOf));
}
