import type { Act, Esim, EsimBundle, EsimState } from '../../../shared/model.ts';
import type { Asked } from '../../components/use-asked.ts';

/** What is known of an eSIM: by this computer, by the account, and what was done here. Each is asked on its own. */
export interface Known {
  iccid: string;
  local: Asked<Esim>;
  live: Asked<EsimState>;
  acts: Asked<Act[]>;
}

/** The act whose dialog is open. */
export type Doing = 'top-up' | 'refresh' | 'sms' | 'replace' | { revoke: EsimBundle };
