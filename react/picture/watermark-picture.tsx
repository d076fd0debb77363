import { csx } from '@vtex/admin-ui';
import React from 'react';
import { useWidth } from '../design/use-width';
import { useTeller } from '../sentences/use-teller';
import { useFormat } from '../words/use-format';
import { useText } from '../words/use-text';
import { Lanes } from './lanes';
import { MarkShape } from './mark-shape';
import type { Focus } from './picture-focus';
import { focusOf } from './picture-focus';
import type { Picture } from './picture-items';
import type { PictureLayout } from './picture-layout';
import { layoutPicture, PICTURE } from './picture-layout';
import { pictureText } from './picture-text';
import { VerticalLine } from './vertical-line';

const frame = csx({ width: '100%', '& svg': { display: 'block', maxWidth: '100%' } });

/**
 * Acknowledged reservations along the time of their acknowledgement: settled ones above the axis, open ones
 * below, and between them the line that an update may not pass.
 */
export function WatermarkPicture({ picture: whole }: { picture: Picture }) {
  const t = useText();
  const teller = useTeller();
  const [element, width] = useWidth<HTMLDivElement>(640);
  const picture = focusOf(whole);
  const layout = layoutPicture(picture, width);
  const { bottom, height } = PICTURE;
  return (
    <div ref={element} className={frame}>
      <svg
        role="img"
        aria-label={`${t('admin/holdfast.picture.title')}. ${pictureText(teller, whole)}`}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        fontSize={12}
        fill="#1f2328"
      >
        <Lanes width={width} edge={layout.watermarkX} />
        <LeftOut focus={picture} width={width} />
        <Boundary layout={layout} width={width} />
        {layout.marks.map((mark) => (
          <MarkShape key={mark.item.lockId} mark={mark} isBlocker={mark.item === picture.blocker} />
        ))}
        <BlockerName picture={picture} layout={layout} width={width} />
        <Times layout={layout} y={bottom + 44} />
        <text x={width / 2} y={bottom + 64} textAnchor="middle" fill="#57606a">
          {t('admin/holdfast.picture.axis')}
        </text>
      </svg>
    </div>
  );
}

function LeftOut({ focus: { earlier, later }, width }: { focus: Focus; width: number }) {
  const t = useText();
  const y = PICTURE.top + 17;
  return (
    <g fill="#57606a">
      {earlier > 0 && (
        <text x={PICTURE.left + 96} y={y}>
          {t('admin/holdfast.picture.earlier', { count: earlier })}
        </text>
      )}
      {later > 0 && (
        <text x={width - PICTURE.right - 8} y={PICTURE.bottom - 8} textAnchor="end">
          {t('admin/holdfast.picture.later', { count: later })}
        </text>
      )}
    </g>
  );
}

function Boundary({ layout: { watermarkX, limitX }, width }: { layout: PictureLayout; width: number }) {
  const t = useText();
  if (watermarkX !== null) {
    return (
      <VerticalLine
        x={watermarkX}
        width={width}
        color="#b3261e"
        label={t('admin/holdfast.picture.watermark')}
      />
    );
  }
  if (limitX === null) return null;
  return (
    <VerticalLine
      x={limitX}
      width={width}
      color="#b3261e"
      isDashed
      label={t('admin/holdfast.picture.cannot-pass')}
    />
  );
}

/** Below the lanes, where no line crosses it, and inside the picture at both ends. */
function BlockerName({
  picture: { blocker },
  layout: { marks },
  width,
}: {
  picture: Picture;
  layout: PictureLayout;
  width: number;
}) {
  const t = useText();
  const mark = marks.find(({ item }) => item === blocker);
  if (!mark || !blocker) return null;
  const anchor = mark.x < width * 0.3 ? 'start' : mark.x > width * 0.7 ? 'end' : 'middle';
  const shift = anchor === 'start' ? -12 : anchor === 'end' ? 12 : 0;
  const x = Math.min(width - 8, Math.max(8, mark.x + shift));
  return (
    <g>
      <line
        x1={mark.x}
        x2={mark.x}
        y1={PICTURE.openY + mark.radius + 4}
        y2={PICTURE.bottom + 6}
        stroke="#b3261e"
        strokeDasharray="2 2"
      />
      <text x={x} y={PICTURE.bottom + 20} textAnchor={anchor} fontWeight={600} fill="#7a3c00">
        {t('admin/holdfast.picture.blocks', {
          name: blocker.orderId ?? blocker.lockId,
          number: blocker.number,
        })}
      </text>
    </g>
  );
}

function Times({ layout: { ticks }, y }: { layout: PictureLayout; y: number }) {
  const format = useFormat();
  return (
    <g fill="#57606a">
      {ticks.map(({ x, at, anchor }) => (
        <text key={at} x={x} y={y} textAnchor={anchor}>
          {format.time(at)}
        </text>
      ))}
    </g>
  );
}
