import { moduleSize } from '../../shared/card-formats.ts';
import { groupIccid } from '../../shared/iccid.ts';
import type { Card } from '../../shared/model.ts';
import { bundleInWords } from '../components/bundle-words.ts';
import { QrCode } from '../components/QrCode.tsx';
import { t } from '../words.ts';
import styles from './CardFace.module.css';
import { codesSize, referenceSize } from './type-sizes.ts';

interface CardFaceProps {
  card: Card;
  /** Marked, so that a card of the practice is never handed out as a real one. */
  practice: boolean;
}

/** What the customer gets: the code to scan, the same to type, and how. */
export function CardFace({ card, practice }: CardFaceProps) {
  const { position, quantity, name, reference } = card;
  return (
    <article
      className={styles.card}
      data-codes={codesSize(card)}
      data-reference={referenceSize(card, practice)}
      data-named={name !== ''}
    >
      <div className={styles.text}>
        {practice && <p className={styles.practice}>{t('card.practice')}</p>}
        <h2 className={styles.bundle}>{bundleInWords(card.bundle)}</h2>
        {name && <p className={styles.name}>{name}</p>}
        {reference && (
          <p className={styles.reference}>
            {t('card.reference')} {reference}
          </p>
        )}
        <dl className={styles.codes}>
          <dt>{t('card.iccid')}</dt>
          <dd>{groupIccid(card.iccid)}</dd>
          <dt>{t('card.address')}</dt>
          <dd>{card.smdpAddress}</dd>
          <dt>
            {t('card.activation-code')} {t('card.android-typing')}
          </dt>
          <dd>{card.matchingId}</dd>
        </dl>
      </div>
      <div className={styles.code}>
        <QrCode
          text={card.activationCode}
          label={t('card.qr', { position, quantity })}
          moduleMm={moduleSize}
          className={styles.qr}
        />
        <span className={styles.position}>{t('card.position', { position, quantity })}</span>
      </div>
      <div className={styles.help}>
        <p>{t('card.iphone')}</p>
        <p>{t('card.android')}</p>
        <p className={styles.advice}>{t('card.advice')}</p>
      </div>
    </article>
  );
}
