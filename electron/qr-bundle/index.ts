export { unpackQrBundle } from './unpack.ts';
export { type Verdict, verifyImage } from './verify.ts';
