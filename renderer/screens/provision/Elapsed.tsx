import { useEffect, useState } from 'react';
import { duration, t } from '../../words.ts';
import styles from './Elapsed.module.css';

/** A running clock; it stands still when the work does, and shows nothing for work that ended before anyone looked. */
export function Elapsed({ since, running }: { since: string; running: boolean }) {
  const [now, setNow] = useState<number | null>(running ? Date.now() : null);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  if (now === null) return null;
  const time = duration(now - Date.parse(since));
  return <p className={styles.elapsed}>{t(running ? 'batch.running-for' : 'batch.took', { time })}</p>;
}
