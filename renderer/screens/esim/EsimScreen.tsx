import { EyeOff, ImageDown, Layers } from 'lucide-react';
import { useEffect, useState } from 'react';
import { problemOf } from '../../../shared/errors.ts';
import { groupIccid } from '../../../shared/iccid.ts';
import type { Esim, Problem } from '../../../shared/model.ts';
import { unwrap } from '../../bridge.ts';
import { ActionOutcome } from '../../components/ActionOutcome.tsx';
import { BundleName } from '../../components/BundleName.tsx';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Fact, Facts } from '../../components/Facts.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { QrCode } from '../../components/QrCode.tsx';
import { ItemBadge } from '../../components/StateBadge.tsx';
import { Time } from '../../components/Time.tsx';
import { useAction } from '../../components/use-action.ts';
import { open } from '../../stores/navigation.ts';
import { t } from '../../words.ts';
import { CopyField } from './CopyField.tsx';
import styles from './EsimScreen.module.css';

/** One eSIM. Its code is a secret: it lives in this screen and goes when the screen closes. */
export function EsimScreen({ iccid }: { iccid: string }) {
  const [esim, setEsim] = useState<Esim | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const action = useAction();
  useEffect(() => {
    let here = true;
    unwrap(window.station.esims.get({ iccid })).then(
      (answer) => here && setEsim(answer),
      (error: unknown) => here && setProblem(problemOf(error)),
    );
    return () => {
      here = false;
    };
  }, [iccid]);

  async function saveImage() {
    const saved = await unwrap(window.station.esims.saveImage({ iccid }));
    return saved && t('sheet.saved', { file: saved.file });
  }

  return (
    <Page
      title={t('esim.title')}
      about={groupIccid(iccid)}
      actions={
        esim && (
          <>
            {esim.state === 'ready' && (
              <Button icon={ImageDown} busy={action.running === 'image'} onPress={() => action.run('image', saveImage)}>
                {t('esim.save-image')}
              </Button>
            )}
            <Button icon={Layers} onPress={() => open({ screen: 'batch', id: esim.batchId })}>
              {t('esim.batch')}
            </Button>
          </>
        )
      }
    >
      {problem && <ProblemNote problem={problem} />}
      {!esim && !problem && <Loading />}
      <ActionOutcome said={action.said} problem={action.problem} />
      {esim && (
        <div className={styles.body}>
          <Code esim={esim} />
          <Details esim={esim} />
        </div>
      )}
    </Page>
  );
}

function Code({ esim }: { esim: Esim }) {
  if (esim.state !== 'ready') {
    return (
      <div className={styles.code}>
        <EmptyState icon={EyeOff} title={t('esim.no-qr')}>
          {t(`esim.no-qr.${esim.state}`)}
        </EmptyState>
      </div>
    );
  }
  return (
    <figure className={styles.code}>
      <QrCode text={esim.activationCode} label={t('esim.qr')} className={styles.qr} />
      <figcaption className={styles.caption}>
        {esim.qr && <p>{t(`esim.qr.${esim.qr}`)}</p>}
        <p>{t('esim.one-phone')}</p>
      </figcaption>
    </figure>
  );
}

function Details({ esim }: { esim: Esim }) {
  return (
    <div className={styles.details}>
      <Facts>
        <Fact label={t('esim.bundle')}>
          <BundleName name={esim.bundle} />
        </Fact>
        <Fact label={t('esim.reference')}>{esim.reference || t('batch.no-reference')}</Fact>
        <Fact label={t('esim.position')}>
          {t('esim.position.of', { position: esim.position, quantity: esim.quantity })}
        </Fact>
        <Fact label={t('esim.assigned')}>
          <Time at={esim.assignedAt} />
        </Fact>
        <Fact label={t('batch.item.state')}>
          <ItemBadge state={esim.state} />
        </Fact>
      </Facts>
      <CopyField label={t('esim.iccid')} value={esim.iccid} shown={groupIccid(esim.iccid)} />
      {esim.state === 'ready' && (
        <>
          <CopyField label={t('esim.address')} value={esim.smdpAddress} />
          <CopyField label={t('esim.matching-id')} value={esim.matchingId} />
          <CopyField label={t('esim.activation-code')} value={esim.activationCode} />
        </>
      )}
    </div>
  );
}
