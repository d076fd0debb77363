import type { ReservationStatus } from '../reservation/reservation';
import { couldBeNews } from './could-be-news';

describe('whether a notification is worth a reading', () => {
  it.each<[string | null, ReservationStatus[], boolean]>([
    ['order-created', [], true],
    ['order-created', ['authorized'], false],
    ['order-accepted', ['authorized', 'authorized'], false],
    ['payment-approved', ['authorized'], true],
    ['authorize-fulfillment', ['confirmed'], false],
    ['authorize-fulfillment', ['confirmed', 'authorized'], true],
    // A partial invoice sends the order back.
    ['payment-approved', ['acknowledged'], true],
    ['payment-approved', ['confirmed', 'acknowledged'], true],
    ['payment-approved', ['invoiced'], true],
    ['order-created', ['confirmed'], false],
    ['order-created', ['canceled'], true],
    ['handling', ['acknowledged'], true],
    ['invoiced', ['removed'], true],
    ['canceled', ['canceled'], true],
    ['window-to-change-seller', ['authorized'], true],
    ['never heard of', ['authorized'], true],
    [null, ['authorized'], true],
  ])('%s with %j recorded: %s', (state, recorded, expected) => {
    expect(
      couldBeNews(
        state,
        recorded.map((status) => ({ status })),
      ),
    ).toBe(expected);
  });
});
