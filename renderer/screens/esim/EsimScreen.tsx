import { CircleHelp, ImageDown, Layers, MessageSquareText, Plus, RefreshCw, Replace } from 'lucide-react';
import { useCallback, useState } from 'react';
import { groupIccid } from '../../../shared/iccid.ts';
import type { Esim, EsimBundle } from '../../../shared/model.ts';
import { unwrap } from '../../bridge.ts';
import { ActionOutcome } from '../../components/ActionOutcome.tsx';
import { mayChange } from '../../components/act-looks.ts';
import { NOTHING_DONE, type Outcome } from '../../components/act-result.ts';
import { Button } from '../../components/Button.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Note } from '../../components/Note.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { Section } from '../../components/Section.tsx';
import { useAction } from '../../components/use-action.ts';
import { type Asked, useAsked } from '../../components/use-asked.ts';
import { useBeat } from '../../components/use-beat.ts';
import { useFoundOut } from '../../components/use-found-out.ts';
import { open } from '../../stores/navigation.ts';
import { t } from '../../words.ts';
import { Bundles } from './Bundles.tsx';
import { EsimFacts } from './EsimFacts.tsx';
import styles from './EsimScreen.module.css';
import { FirstLine } from './FirstLine.tsx';
import { InstallCode } from './InstallCode.tsx';
import { codeToShow } from './install-code.ts';
import type { Doing, Known } from './known.ts';
import { isProblem } from './parts.ts';
import { ReferenceField } from './ReferenceField.tsx';
import { RefreshDialog } from './RefreshDialog.tsx';
import { ReplaceDialog } from './ReplaceDialog.tsx';
import { RevokeDialog } from './RevokeDialog.tsx';
import { SmsDialog } from './SmsDialog.tsx';
import { TimeLine } from './TimeLine.tsx';
import { TopUpDialog } from './TopUpDialog.tsx';
import { VerdictBand } from './VerdictBand.tsx';

/** One eSIM, whoever sold it. Its code is a secret: it lives in this screen and goes when the screen closes. */
export function EsimScreen({ iccid }: { iccid: string }) {
  const local = useAsked(useCallback(() => window.station.esims.get({ iccid }), [iccid]));
  const live = useAsked(useCallback(() => window.station.care.look({ iccid }), [iccid]));
  const askActs = useCallback(() => window.station.care.acts({ iccid }), [iccid]);
  const acts = useAsked(askActs);
  useBeat(acts.value?.some(mayChange) ? acts.again : null);
  const known: Known = { iccid, local, live, acts };
  const [helping, setHelping] = useState(false);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [outcome, setOutcome] = useState<Outcome>(NOTHING_DONE);
  const shown = useFoundOut(outcome, askActs, live.again);

  function start(what: Doing) {
    setOutcome(NOTHING_DONE);
    setDoing(what);
  }

  function end(came: Outcome) {
    setDoing(null);
    setOutcome(came);
    void live.again();
    void acts.again();
  }

  return (
    <>
      {helping ? (
        <FirstLine known={known} outcome={shown} onDo={start} onLeave={() => setHelping(false)} />
      ) : (
        <Overview known={known} outcome={shown} onDo={start} onEnd={end} onHelp={() => setHelping(true)} />
      )}
      {doing !== null && <ActDialog known={known} doing={doing} onClose={() => setDoing(null)} onEnd={end} />}
    </>
  );
}

interface ActDialogProps {
  known: Known;
  doing: Doing;
  onClose: () => void;
  onEnd: (outcome: Outcome) => void;
}

function ActDialog({ known, doing, ...props }: ActDialogProps) {
  const { iccid } = known;
  if (doing === 'top-up') return <TopUpDialog iccid={iccid} {...props} />;
  if (doing === 'refresh') return <RefreshDialog iccid={iccid} {...props} />;
  if (doing === 'sms') return <SmsDialog iccid={iccid} {...props} />;
  if (doing === 'replace') return <ReplaceDialog iccid={iccid} bundles={bundleNames(known)} onClose={props.onClose} />;
  return <RevokeDialog iccid={iccid} bundle={doing.revoke} {...props} />;
}

/** The bundles this eSIM is known to have had, the one it was sold with first. */
function bundleNames({ local, live }: Known): string[] {
  const bundles = live.value?.bundles ?? [];
  const names = isProblem(bundles) ? [] : bundles.map(({ name }) => name);
  return [...new Set([...(local.value ? [local.value.bundle] : []), ...names])];
}

interface OverviewProps {
  known: Known;
  outcome: Outcome;
  onDo: (what: Doing) => void;
  onEnd: (outcome: Outcome) => void;
  onHelp: () => void;
}

function Overview({ known, outcome, onDo, onEnd, onHelp }: OverviewProps) {
  const { iccid, local, live } = known;
  const image = useAction();

  async function saveImage() {
    const saved = await unwrap(window.station.esims.saveImage({ iccid }));
    return saved && t('sheet.saved', { file: saved.file });
  }

  return (
    <Page
      title={t('esim.title')}
      about={groupIccid(iccid)}
      actions={
        local.value && (
          <>
            {local.value.state === 'ready' && (
              <Button icon={ImageDown} busy={image.running !== null} onPress={() => image.run('image', saveImage)}>
                {t('esim.save-image')}
              </Button>
            )}
            <OpenBatch batchId={local.value.batchId} />
          </>
        )
      }
    >
      <div className={styles.screen}>
        <ActionOutcome said={image.said} problem={image.problem} />
        <VerdictBand live={live}>
          <ActionOutcome {...outcome} />
          <div className={styles.acts}>
            <Button kind="primary" icon={CircleHelp} onPress={onHelp}>
              {t('care.help')}
            </Button>
            <Button icon={Plus} onPress={() => onDo('top-up')}>
              {t('care.top-up')}
            </Button>
            <Button icon={RefreshCw} onPress={() => onDo('refresh')}>
              {t('care.refresh')}
            </Button>
            <Button icon={MessageSquareText} onPress={() => onDo('sms')}>
              {t('care.sms')}
            </Button>
            <Button icon={Replace} onPress={() => onDo('replace')}>
              {t('care.replace')}
            </Button>
          </div>
        </VerdictBand>
        <LocalProblem local={local} />
        {!local.value && local.asking ? (
          <Loading />
        ) : (
          <div className={styles.columns}>
            <InstallCode
              iccid={iccid}
              code={codeToShow(local.value, live.value)}
              local={local.value}
              live={live.value}
            />
            <div className={styles.details}>
              <LiveParts known={known} onRevoke={(bundle) => onDo({ revoke: bundle })} onEnd={onEnd} />
            </div>
          </div>
        )}
      </div>
    </Page>
  );
}

function OpenBatch({ batchId }: { batchId: string }) {
  return (
    <Button icon={Layers} onPress={() => open({ screen: 'batch', id: batchId })}>
      {t('esim.batch')}
    </Button>
  );
}

/** That this computer did not sell the eSIM is no fault: any eSIM of the account can be helped here. */
function LocalProblem({ local }: { local: Asked<Esim> }) {
  if (!local.problem) return null;
  if (local.problem.code === 'store.esim-not-found') return <Note>{t('care.not-ours')}</Note>;
  return <ProblemNote problem={local.problem} busy={local.asking} onRetry={local.again} />;
}

interface LivePartsProps {
  known: Known;
  onRevoke: (bundle: EsimBundle) => void;
  onEnd: (outcome: Outcome) => void;
}

function LiveParts({ known: { iccid, local, live, acts }, onRevoke, onEnd }: LivePartsProps) {
  const state = live.value;
  const events = state?.events ?? [];
  return (
    <>
      {state && (
        <Section title={t('care.bundles')}>
          {isProblem(state.bundles) ? (
            <ProblemNote problem={state.bundles} busy={live.asking} onRetry={live.again} />
          ) : (
            <Bundles bundles={state.bundles} onRevoke={onRevoke} />
          )}
        </Section>
      )}
      {(local.value || state) && (
        <Section title={t('care.facts')}>
          <EsimFacts local={local.value} live={state} />
          {state && isProblem(state.location) && (
            <ProblemNote problem={state.location} about={t('care.network')} busy={live.asking} onRetry={live.again} />
          )}
          {state && <ReferenceField iccid={iccid} reference={state.customerRef} onEnd={onEnd} />}
        </Section>
      )}
      <Section title={t('care.time-line')}>
        {isProblem(events) && <ProblemNote problem={events} busy={live.asking} onRetry={live.again} />}
        {acts.problem && <ProblemNote problem={acts.problem} busy={acts.asking} onRetry={acts.again} />}
        {(acts.value || state) && <TimeLine events={isProblem(events) ? [] : events} acts={acts.value ?? []} />}
      </Section>
    </>
  );
}
