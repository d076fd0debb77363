import React from 'react';
import { useText } from '../words/use-text';
import { PICTURE } from './picture-layout';

/** The two lanes and the axis; what lies before the watermark is tinted, since the update lets it go. */
export function Lanes({ width, edge }: { width: number; edge: number | null }) {
  const t = useText();
  const { top, bottom, axisY, left, right } = PICTURE;
  const inner = width - left - right;
  return (
    <g>
      <rect x={left} y={top} width={inner} height={axisY - top} rx={6} fill="#f1f8f4" />
      <rect x={left} y={axisY} width={inner} height={bottom - axisY} rx={6} fill="#fdf5ec" />
      {edge !== null && (
        <rect x={left} y={top} width={Math.max(0, edge - left)} height={axisY - top} rx={6} fill="#d3ecdd" />
      )}
      <line x1={left} x2={width - right} y1={axisY} y2={axisY} stroke="#5b6b7a" strokeWidth={1.5} />
      <text x={left + 8} y={top + 17} fill="#1f5a3a" fontWeight={600}>
        {t('admin/holdfast.picture.settled')}
      </text>
      <text x={left + 8} y={axisY + 17} fill="#7a3c00" fontWeight={600}>
        {t('admin/holdfast.picture.open')}
      </text>
    </g>
  );
}
