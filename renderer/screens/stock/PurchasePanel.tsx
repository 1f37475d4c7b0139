import { useCallback } from 'react';
import type { CatalogueBundle, Coverage } from '../../../shared/model.ts';
import { money } from '../../components/amounts.ts';
import { BundleName } from '../../components/BundleName.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useAsked } from '../../components/use-asked.ts';
import { t } from '../../words.ts';
import { Buy } from './Buy.tsx';
import styles from './PurchasePanel.module.css';

/** The chosen bundle: what it costs, where it works, and how to buy it. */
export function PurchasePanel({ bundle }: { bundle: CatalogueBundle }) {
  const { name, price, speeds, roaming } = bundle;
  const coverage = useAsked(useCallback(() => window.station.stock.coverage({ bundle: name }), [name]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-labelledby="purchase-title" tabIndex={0} className={styles.panel}>
      <div className={styles.part}>
        <h2 id="purchase-title" className={styles.title}>
          <BundleName name={name} />
        </h2>
        <dl className={styles.facts}>
          <div>
            <dt>{t('buying.price')}</dt>
            <dd>{price === null ? t('buying.price.unknown') : money(price)}</dd>
          </div>
          {speeds.length > 0 && (
            <div>
              <dt>{t('buying.speeds')}</dt>
              <dd>{speeds.join(', ')}</dd>
            </div>
          )}
        </dl>
      </div>
      <Buy bundle={name} />
      <div className={styles.part}>
        <h3 className={styles.subtitle}>{t('buying.coverage')}</h3>
        {coverage.value && <Countries countries={coverage.value.countries} />}
        {coverage.asking && !coverage.value && <Loading />}
        {coverage.problem && <ProblemNote problem={coverage.problem} busy={coverage.asking} onRetry={coverage.again} />}
        {roaming.length > 0 && (
          <p className={styles.roaming}>
            {t('buying.roaming', { countries: roaming.map((country) => country.name).join(', ') })}
          </p>
        )}
      </div>
    </section>
  );
}

function Countries({ countries }: Pick<Coverage, 'countries'>) {
  if (countries.length === 0) return <p className={styles.roaming}>{t('buying.coverage.none')}</p>;
  return (
    <ul className={styles.countries}>
      {countries.map(({ iso, name, networks }) => (
        <li key={`${iso} ${name}`} className={styles.country}>
          <strong>{name}</strong>
          <span className={styles.networks}>
            {networks.length === 0
              ? t('buying.coverage.no-network')
              : networks.map((network) => [network.name, ...network.speeds].join('\u00a0')).join(', ')}
          </span>
        </li>
      ))}
    </ul>
  );
}
