import styles from './Mark.module.css';

/** The sign of the house: the corner-cut SIM, with the eye of a QR code in it. */
export function Mark() {
  return (
    <svg aria-hidden viewBox="0 0 24 28" className={styles.mark}>
      <path d="M4 1h11l8 8v15a3 3 0 0 1-3 3H4a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3z" fill="none" strokeWidth="2" />
      <path d="M6.5 12.5h11v10h-11z" fill="none" strokeWidth="2" />
      <path d="M10 16h4v3h-4z" strokeWidth="0" />
    </svg>
  );
}
