import styles from './BundleName.module.css';
import { bundleInWords } from './bundle-words.ts';

/** A bundle in words, with its name as the API spells it beneath. */
export function BundleName({ name }: { name: string }) {
  const words = bundleInWords(name);
  return (
    <span className={styles.bundle}>
      <span className={styles.words}>{words}</span>
      {words !== name && <span className={styles.name}>{name}</span>}
    </span>
  );
}
