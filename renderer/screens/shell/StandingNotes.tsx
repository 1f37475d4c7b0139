import type { MessageKey } from '../../../shared/messages/index.ts';
import type { AccountStatus } from '../../../shared/model.ts';
import { Note } from '../../components/Note.tsx';
import { useAccount } from '../../stores/account.ts';
import { t } from '../../words.ts';
import styles from './StandingNotes.module.css';

function standingNote({ mode, keyKept, historyEncrypted }: AccountStatus): MessageKey | null {
  // The codes of the practice account install nothing; there is nothing to protect.
  if (mode === 'practice') return null;
  if (keyKept === 'session') return historyEncrypted ? 'account.key-session' : 'account.key-session-history-plain';
  return historyEncrypted ? null : 'account.history-plain';
}

/** What this computer cannot protect, said once and calmly on every screen, and what is unusual about the history that is open. */
export function StandingNotes() {
  const status = useAccount((state) => state.status);
  if (!status) return null;
  const note = standingNote(status);
  if (!note && status.notices.length === 0) return null;
  return (
    <div className={styles.notes}>
      {status.notices.map((notice) => (
        <Note key={notice} kind="warning">
          {t(`account.notice.${notice}`, { account: status.organisation ?? status.api })}
        </Note>
      ))}
      {note && <Note>{t(note)}</Note>}
    </div>
  );
}
