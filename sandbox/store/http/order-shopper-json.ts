import { withOffset } from '../model/instant';
import type { StoreOrder } from '../model/order';
import type { Person } from './person';

export function profileJson(order: StoreOrder, person: Person) {
  return {
    id: 'clientProfileData',
    email: person.email,
    firstName: person.firstName,
    lastName: person.lastName,
    documentType: 'cpf',
    document: person.document,
    phone: person.phone,
    corporateName: null,
    tradeName: null,
    corporateDocument: null,
    stateInscription: null,
    corporatePhone: null,
    isCorporate: false,
    userProfileId: `profile-${order.shopper}`,
    userProfileVersion: null,
    customerClass: null,
    customerCode: null,
  };
}

export function paymentJson(order: StoreOrder, person: Person, value: number) {
  const card = order.paymentName === 'Visa';
  return {
    giftCards: [],
    transactions: [
      {
        isActive: true,
        transactionId: `transaction-${order.sequence}`,
        merchantName: 'INVENTED',
        payments: [
          {
            id: `payment-${order.sequence}`,
            paymentSystem: card ? '2' : '6',
            paymentSystemName: order.paymentName,
            value,
            installments: 1,
            referenceValue: value,
            cardHolder: card ? person.receiverName : null,
            firstDigits: card ? '411111' : null,
            lastDigits: card ? '1111' : null,
            url: null,
            group: card ? 'creditCard' : 'bankInvoice',
            tid: `tid-${order.sequence}`,
            dueDate: order.paymentDueAt === null ? null : withOffset(order.paymentDueAt),
          },
        ],
      },
    ],
  };
}
