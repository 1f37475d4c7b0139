import { useMemo } from 'react';
import { QUIET_ZONE, qrModules } from '../../shared/qr.ts';

interface QrCodeProps {
  text: string;
  label: string;
  className?: string | undefined;
  /** For paper: the side of one module in millimetres, by how many there are. Without it the code fills its box. */
  moduleMm?: (modules: number) => number;
}

/** A QR code as SVG, black on white in every theme, with the quiet zone that readers need. */
export function QrCode({ text, label, className, moduleMm }: QrCodeProps) {
  const { size, path } = useMemo(() => qrModules(text), [text]);
  const side = size + 2 * QUIET_ZONE;
  const length = moduleMm === undefined ? '100%' : `${side * moduleMm(size)}mm`;
  return (
    <svg
      role="img"
      aria-label={label}
      className={className}
      width={length}
      height={length}
      viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <rect x={-QUIET_ZONE} y={-QUIET_ZONE} width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
