/** Keras has no layer that adds a learned row to each position. */
export const POSITION_EMBEDDING = `@keras.saving.register_keras_serializable()
class PositionEmbedding(layers.Layer):
    """Adds a learned row to each position of a sequence."""

    def build(self, input_shape):
        self.table = self.add_weight(shape=input_shape[1:], initializer="random_normal", name="table")

    def call(self, x):
        return x + self.table

    def compute_output_shape(self, input_shape):
        return input_shape`;
