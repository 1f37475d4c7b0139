import type { Verdict } from '../../../shared/model.ts';
import { day, t } from '../../words.ts';

/** The one sentence that answers “is it installed?”, and never promises more than is known. */
export function verdictSentence(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'installed':
      return verdict.since === null
        ? t('care.verdict.installed')
        : t('care.verdict.installed-since', { date: day(verdict.since) });
    case 'removed':
      return t('care.verdict.removed', { date: day(verdict.installed) });
    case 'other':
      return verdict.status === '' ? t('care.verdict.none') : t('care.verdict.other', { status: verdict.status });
    case 'never-installed':
      return t('care.verdict.never-installed');
    case 'withdrawn':
      return t('care.verdict.withdrawn');
  }
}
