import type { Esim, EsimLocation, EsimState } from '../../../shared/model.ts';
import { BundleName } from '../../components/BundleName.tsx';
import { Fact, Facts } from '../../components/Facts.tsx';
import { ItemBadge } from '../../components/StateBadge.tsx';
import { Time } from '../../components/Time.tsx';
import { moment, t } from '../../words.ts';
import { networkName } from './esim-words.ts';
import { isProblem } from './parts.ts';

/** What the account says of the network, and what this computer wrote down when it sold the eSIM. */
export function EsimFacts({ local, live }: { local: Esim | null; live: EsimState | null }) {
  const network = live && !isProblem(live.location) && (
    <Fact label={t('care.network')}>
      <Network location={live.location} />
    </Fact>
  );
  if (!local && !network) return null;
  return (
    <Facts>
      {network}
      {local && (
        <>
          <Fact label={t('esim.bundle')}>
            <BundleName name={local.bundle} />
          </Fact>
          {local.name && <Fact label={t('esim.name')}>{local.name}</Fact>}
          <Fact label={t('esim.reference')}>{local.reference || t('batch.no-reference')}</Fact>
          <Fact label={t('esim.position')}>
            {t('esim.position.of', { position: local.position, quantity: local.quantity })}
          </Fact>
          <Fact label={t('esim.assigned')}>
            <Time at={local.assignedAt} />
          </Fact>
          {local.state !== 'ready' && (
            <Fact label={t('batch.item.state')}>
              <ItemBadge state={local.state} />
            </Fact>
          )}
        </>
      )}
    </Facts>
  );
}

function Network({ location }: { location: EsimLocation | null }) {
  if (location === null) return t('care.network.never');
  const name = networkName(location);
  if (!location.lastSeen) return name;
  return `${name}, ${t('care.network.seen', { date: moment(location.lastSeen) })}`;
}
