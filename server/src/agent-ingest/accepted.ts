import Type from 'typebox'

export const AcceptedSchema = {
  ...Type.Object(
    {
      success: Type.Literal(true),
      accepted: Type.Integer({ description: 'How many items the body held; all are stored.' }),
    },
    { description: 'All of it is stored for good. Sent again it changes nothing.' },
  ),
  $id: 'IngestAccepted',
}
