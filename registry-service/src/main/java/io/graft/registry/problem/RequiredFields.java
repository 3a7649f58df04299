package io.graft.registry.problem;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * Holds JSON to what the records say: a component that is not {@code @Nullable} has to be there and must not be null. Otherwise
 * a forgotten field would surface as a null pointer far from the request that lacks it.
 */
@Configuration(proxyBeanMethods = false)
class RequiredFields {
    @Bean
    JsonMapperBuilderCustomizer requireWhatIsNotNullable() {
        return mapper -> mapper.annotationIntrospector(new Introspector());
    }

    private static final class Introspector extends JacksonAnnotationIntrospector {
        @Override
        public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return isRequired(member) ? Boolean.TRUE : super.hasRequiredMarker(config, member);
        }

        @Override
        public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
            return isRequired(member)
                    ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
                    : super.findSetterInfo(config, member);
        }

        private static boolean isRequired(Annotated member) {
            return member instanceof AnnotatedParameter parameter
                    && parameter.getOwner() instanceof AnnotatedConstructor constructor
                    && isNullMarkedRecord(constructor.getDeclaringClass())
                    && !constructor
                            .getAnnotated()
                            .getAnnotatedParameterTypes()[parameter.getIndex()]
                            .isAnnotationPresent(Nullable.class);
        }

        private static boolean isNullMarkedRecord(Class<?> type) {
            return type.isRecord() && type.getPackage().isAnnotationPresent(NullMarked.class);
        }
    }
}
