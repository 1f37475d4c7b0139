/**
 * The names of all verbs and events of the bridge. Apart from the contract, so that the sandboxed preload carries the names
 * alone and no schema library; `contract.ts` checks at compile time that the two lists are the same.
 */
export const verbNames = {
  account: ['status', 'connect', 'forget', 'practise', 'goLive'],
  stock: ['list', 'catalogue', 'coverage', 'quote', 'buy', 'refund', 'acts', 'questions', 'settle'],
  batches: [
    'create',
    'checkTopUps',
    'topUp',
    'checkManifest',
    'reviewManifest',
    'startManifest',
    'pause',
    'resume',
    'cancel',
    'retry',
    'questions',
    'settle',
    'list',
    'get',
    'saveCodes',
  ],
  esims: ['get', 'find', 'saveImage'],
  care: [
    'look',
    'acts',
    'checkTopUp',
    'topUp',
    'refresh',
    'sms',
    'previewRevoke',
    'revoke',
    'replace',
    'setReference',
    'saveReport',
  ],
  clipboard: ['forgetLater'],
  sheets: ['get', 'savePdf', 'print'],
  sheetPage: ['load', 'ready'],
  preferences: ['get', 'set'],
} as const;

export const eventNames = ['account', 'batch', 'preferences'] as const;
