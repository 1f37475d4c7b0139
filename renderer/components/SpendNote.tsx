import { Coins, GraduationCap } from 'lucide-react';
import { useAccount } from '../stores/account.ts';
import { t } from '../words.ts';
import { Note } from './Note.tsx';

/** Beside every button that spends stock: that it does, or that the practice spends nothing. */
export function SpendNote() {
  const practising = useAccount((state) => state.status?.mode === 'practice');
  return practising ? (
    <Note icon={GraduationCap}>{t('order.spends-nothing')}</Note>
  ) : (
    <Note icon={Coins}>{t('order.spends')}</Note>
  );
}
