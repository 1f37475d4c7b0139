import type { Handlers } from '../../shared/contract.ts';
import { accountVerbs } from './account.ts';
import { batchVerbs } from './batches.ts';
import { careVerbs } from './care.ts';
import { clipboardVerbs } from './clipboard.ts';
import type { Desk } from './desk.ts';
import { esimVerbs } from './esims.ts';
import { preferenceVerbs } from './preferences.ts';
import { sheetPageVerbs, sheetVerbs } from './sheets.ts';
import { stockVerbs } from './stock.ts';

export type { Desk };
export { sheetPageVerbs };

/** All verbs of the contract, a file for each domain. */
export function createHandlers(desk: Desk): Handlers {
  return {
    account: accountVerbs(desk),
    stock: stockVerbs(desk),
    batches: batchVerbs(desk),
    esims: esimVerbs(desk),
    care: careVerbs(desk),
    clipboard: clipboardVerbs(desk),
    sheets: sheetVerbs(desk),
    sheetPage: sheetPageVerbs(desk.sheets),
    preferences: preferenceVerbs(desk),
  };
}
