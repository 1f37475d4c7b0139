/** The page that goes to support: plain text of what is known, what was checked and what was done, and never a code. */
import type { Act, ActKind, EsimBundle, EsimState } from '../../../shared/model.ts';
import { actState } from '../../components/act-looks.ts';
import { bundleInWords } from '../../components/bundle-words.ts';
import { t } from '../../words.ts';
import { actWords, bundleState, dataLeft, networkName } from './esim-words.ts';
import type { Finding } from './first-line.ts';
import { isProblem } from './parts.ts';
import { verdictSentence } from './verdict-words.ts';

interface Page {
  iccid: string;
  state: EsimState | null;
  acts: readonly Act[];
  findings: readonly Finding[];
  solved: boolean;
  operator: string;
  now: Date;
  /** What must not be on the page, wherever it may have come from. */
  secrets: readonly string[];
}

/** The other acts are about words of the operator or the customer, which are nobody else's business. */
const ABOUT_A_BUNDLE: readonly ActKind[] = ['apply', 'top-up', 'revoke', 'replace'];

/** In UTC, because the page is read far from this counter. */
function utc(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function bundleLine(bundle: EsimBundle): string {
  const { name, startsAt, endsAt } = bundle;
  const words = bundleInWords(name);
  return t('support.bundle', {
    bundle: words === name ? name : `${words} (${name})`,
    state: bundleState(bundle.state),
    left: dataLeft(bundle),
    period: startsAt && endsAt ? t('support.period', { from: utc(startsAt), to: utc(endsAt) }) : '',
  });
}

function networkLine(location: EsimState['location']): string {
  if (location === null) return t('care.network.never');
  if (isProblem(location)) return t('support.not-known');
  const name = networkName(location);
  return location.lastSeen ? `${name}, ${t('care.network.seen', { date: utc(location.lastSeen) })}` : name;
}

function findingLine({ step, answer, from, tried }: Finding): string {
  return t('support.finding', {
    line: t(`first-line.line.${step}`),
    answer: t(`first-line.answer.${answer}`),
    source: t(`first-line.source.${from}`),
    tried: tried
      ? t('support.tried', {
          remedy: t(`first-line.do.${tried.remedy}`),
          helped: t(tried.worked ? 'first-line.helped' : 'first-line.did-not-help'),
        })
      : '',
  });
}

function actLine(act: Act): string {
  const { at, kind, about, operator } = act;
  return t('support.act', {
    time: utc(at),
    act: actWords(kind),
    about: ABOUT_A_BUNDLE.includes(kind) && about !== '' ? t('support.about', { about }) : '',
    operator,
    outcome: t(`care.outcome.${actState(act)}`),
  });
}

function list(lines: readonly string[]): string[] {
  return (lines.length > 0 ? lines : [t('support.none')]).map((line) => `- ${line}`);
}

function bundleLines(state: EsimState | null): string[] {
  if (!state || isProblem(state.bundles)) return [`- ${t('support.not-known')}`];
  return list(state.bundles.map(bundleLine));
}

export function supportPage({ iccid, state, acts, findings, solved, operator, now, secrets }: Page): string {
  const notKnown = t('support.not-known');
  const text = [
    t('support.title'),
    t('support.written', { time: utc(now.toISOString()), operator }),
    '',
    t('support.iccid', { iccid }),
    t('support.verdict', { verdict: state ? verdictSentence(state.verdict) : notKnown }),
    t('support.status', { status: state?.profileStatus || notKnown }),
    t('support.network', { network: state ? networkLine(state.location) : notKnown }),
    '',
    t('support.bundles'),
    ...bundleLines(state),
    '',
    t('support.checked'),
    ...list(findings.map(findingLine)),
    '',
    t('support.acts'),
    ...list(acts.map(actLine)),
    '',
    t(solved ? 'support.result.solved' : 'support.result.unsolved'),
  ].join('\n');
  return secrets
    .filter((secret) => secret !== '')
    .reduce((page, secret) => page.replaceAll(secret, t('support.secret')), text);
}
