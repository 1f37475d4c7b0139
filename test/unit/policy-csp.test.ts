import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from '../../electron/policy/csp.ts';

function directives(policy: string): Record<string, string> {
  return Object.fromEntries(
    policy.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
  );
}

describe('content security policy', () => {
  it('says exactly this', () => {
    expect(directives(contentSecurityPolicy('abc'))).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'script-src-attr': "'none'",
      'style-src': "'self' 'nonce-abc'",
      'img-src': "'self'",
      'font-src': "'self'",
      'connect-src': "'none'",
      'media-src': "'none'",
      'object-src': "'none'",
      'frame-src': "'none'",
      'worker-src': "'none'",
      'manifest-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    });
  });

  it('lets nothing in that would undo it', () => {
    expect(contentSecurityPolicy('abc')).not.toMatch(/unsafe|\*|https?:|data:|blob:|wasm/);
  });

  it('stands in the headers beside the others', () => {
    expect(securityHeaders('abc')).toEqual({
      'Content-Security-Policy': contentSecurityPolicy('abc'),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    });
  });
});
